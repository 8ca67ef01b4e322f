package dev.kontor.connector.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.collect.Collector;
import dev.kontor.connector.fetch.FetchLimits;
import dev.kontor.connector.fetch.SourceClient;
import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.connector.namespace.Run;
import dev.kontor.connector.namespace.Run.Outcome;
import dev.kontor.connector.source.NamespaceSpec;
import dev.kontor.connector.upload.TransferClient;
import dev.kontor.connector.upload.UploadOutcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/// One poll of one namespace, from the source's list to the published snapshot. Blocks; belongs on a virtual thread.
/// Whatever goes wrong at the source or on the way ends in a failed [Run], never in a half snapshot.
final class PollRun {
    private final NamespaceSpec spec;
    private final FetchLimits limits;
    private final ObjectMapper json;
    private final ScheduledExecutorService watchdog;
    private final Clock clock;

    PollRun(NamespaceSpec spec, FetchLimits limits, ObjectMapper json, ScheduledExecutorService watchdog, Clock clock) {
        this.spec = spec;
        this.limits = limits;
        this.json = json;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    Run run(TransferClient transfer, ValidatorFile file, ExecutorService threads) {
        Instant startedAt = clock.instant();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
        try {
            SourceClient client = new SourceClient(http, spec.source(), limits, watchdog);
            Collector collector = new Collector(client, spec.source(), json, threads);
            return collected(startedAt, transfer, collector, file);
        } catch (SourceFault fault) {
            return Run.failed(startedAt, clock.instant(), fault.reason().word(), String.valueOf(fault.getMessage()));
        } catch (IOException disk) {
            return Run.failed(startedAt, clock.instant(), "disk", "cannot write the data folder: " + disk.getMessage());
        } finally {
            http.shutdownNow();
        }
    }

    /// The validators are taken off the disk while the outcome is open: a crash in between must not leave validators of
    /// an older snapshot, by which a document that changed back would pass for unchanged.
    private Run collected(Instant startedAt, TransferClient transfer, Collector collector, ValidatorFile file)
            throws IOException {
        Map<String, Validators> known = file.read();
        file.delete();
        try {
            UploadOutcome outcome = upload(transfer, collector, known);
            if (outcome instanceof UploadOutcome.UnknownEntry) {
                outcome = upload(transfer, collector, Map.of());
            }
            return ended(startedAt, outcome, file);
        } catch (SourceFault nothingPublished) {
            file.write(known);
            throw nothingPublished;
        }
    }

    private UploadOutcome upload(TransferClient transfer, Collector collector, Map<String, Validators> known)
            throws SourceFault {
        return transfer.upload(spec.name(), spec.pieceSize(), collector.collect(known), known);
    }

    private Run ended(Instant startedAt, UploadOutcome outcome, ValidatorFile file) throws IOException {
        return switch (outcome) {
            case UploadOutcome.Published(UploadOutcome.Snapshot snapshot, Map<String, Validators> validators) -> {
                file.write(validators);
                yield published(startedAt, snapshot);
            }
            case UploadOutcome.UnknownEntry() ->
                Run.failed(startedAt, clock.instant(), "transfer-refused", "transfer-service contradicts itself");
            case UploadOutcome.Refused(String reason, String detail) ->
                Run.failed(startedAt, clock.instant(), reason, detail);
        };
    }

    private Run published(Instant startedAt, UploadOutcome.Snapshot snapshot) {
        return new Run(
                startedAt,
                clock.instant(),
                snapshot.changed() ? Outcome.PUBLISHED : Outcome.UNCHANGED,
                null,
                null,
                snapshot.snapshotId(),
                snapshot.sequence(),
                snapshot.entries(),
                snapshot.bytes(),
                snapshot.newPieces());
    }
}
