package dev.kontor.connector.collect;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.fetch.SourceAnswer;
import dev.kontor.connector.fetch.SourceClient;
import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.SourceFault.Reason;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.connector.source.Format;
import dev.kontor.connector.source.HttpSource;
import dev.kontor.connector.source.ListRules;
import dev.kontor.wire.address.EntryPath;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Collects what a source has now: one document, or every item of a list in every format.
///
/// The entries come in order and are asked for a few ahead; a body is read only when its turn comes, so memory does not
/// grow with the source. Blocks; belongs on a virtual thread.
public final class Collector {
    // Our choice.
    static final int AHEAD = 8;

    private final SourceClient client;
    private final HttpSource source;
    private final ObjectMapper json;
    private final ExecutorService threads;

    public Collector(SourceClient client, HttpSource source, ObjectMapper json, ExecutorService threads) {
        this.client = client;
        this.source = source;
        this.json = json;
        this.threads = threads;
    }

    /// What a poll yields: entries in order, until `null`.
    @FunctionalInterface
    public interface Entries {
        @Nullable
        CollectedEntry next() throws SourceFault;
    }

    /// Starts to collect.
    ///
    /// @param known validators by entry path, from the last snapshot
    public Entries collect(Map<String, Validators> known) throws SourceFault {
        List<Callable<CollectedEntry>> tasks = source.list().isPresent()
                ? items(source.list().get(), known)
                : List.of(
                        () -> entry(EntryPath.ROOT, source.url(), Format.ANY, known.getOrDefault("", Validators.NONE)));
        Prefetch<CollectedEntry> ahead = new Prefetch<>(tasks.iterator(), threads, AHEAD);
        return () -> ahead.hasNext() ? await(ahead.next()) : null;
    }

    private List<Callable<CollectedEntry>> items(ListRules rules, Map<String, Validators> known) throws SourceFault {
        List<Callable<CollectedEntry>> tasks = new ArrayList<>();
        for (ListPages.Item item : new ListPages(client, source, rules, json).read()) {
            for (Format format : rules.formats()) {
                EntryPath path = EntryPaths.of(item.id(), format.suffix());
                Validators last = known.getOrDefault(path.text(), Validators.NONE);
                tasks.add(() -> item(path, item, format, last));
            }
        }
        return tasks;
    }

    private CollectedEntry item(EntryPath path, ListPages.Item item, Format format, Validators last)
            throws SourceFault {
        if (item.version() != null && item.version().equals(last.version())) {
            return new CollectedEntry.Unchanged(path);
        }
        CollectedEntry entry = entry(path, item.url(), format, last);
        return switch (entry) {
            case CollectedEntry.Unchanged unchanged -> unchanged;
            case CollectedEntry.Fresh(EntryPath same, SourceAnswer.Document document) ->
                new CollectedEntry.Fresh(
                        same,
                        new SourceAnswer.Document(
                                document.body(),
                                document.mediaType(),
                                document.size(),
                                document.modifiedAt(),
                                document.validators().withVersion(item.version()),
                                document.next()));
        };
    }

    private CollectedEntry entry(EntryPath path, URI url, Format format, Validators last) throws SourceFault {
        return switch (client.get(url, format.accept(), last, client.limits().entry())) {
            case SourceAnswer.NotModified() -> new CollectedEntry.Unchanged(path);
            case SourceAnswer.Document document -> new CollectedEntry.Fresh(path, document);
        };
    }

    private static CollectedEntry await(Future<CollectedEntry> future) throws SourceFault {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SourceFault fault) {
                throw new SourceFault(fault.reason(), String.valueOf(fault.getMessage()), fault);
            }
            throw new IllegalStateException("collecting failed in an unforeseen way", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SourceFault(Reason.UNREACHABLE, "the poll was stopped", stopped);
        }
    }
}
