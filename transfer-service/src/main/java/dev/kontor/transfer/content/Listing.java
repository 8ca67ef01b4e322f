package dev.kontor.transfer.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.SnapshotIndex;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What lies directly below a path: documents, and folders that hold more.
///
/// @param path of the listed folder; empty for the namespace itself
/// @param next where the next portion begins, when there is more
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Listing(
        @JsonProperty("namespace") String namespace,
        @JsonProperty("path") String path,
        @JsonProperty("snapshot") String snapshot,
        @JsonProperty("sequence") long sequence,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("entries") List<Item> entries,
        @JsonProperty("next") @Nullable String next) {

    /// Our choice: a portion that any client can hold.
    static final int PORTION = 10_000;

    /// One line of a listing.
    ///
    /// @param href relative to the address that was asked for; ends with a slash when it is a folder
    /// @param entries of a folder, how many documents lie below it
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @JsonProperty("name") String name,
            @JsonProperty("href") String href,
            @JsonProperty("mediaType") @Nullable String mediaType,
            @JsonProperty("size") long size,
            @JsonProperty("modifiedAt") @Nullable Instant modifiedAt,
            @JsonProperty("sha256") @Nullable String sha256,
            @JsonProperty("entries") @Nullable Integer entries) {
        boolean folder() {
            return entries != null;
        }
    }

    /// The listing of a folder; empty when nothing lies below the path.
    static Optional<Listing> of(Snapshot snapshot, SnapshotIndex index, EntryPath folder, Optional<String> after) {
        List<Item> items = new ArrayList<>();
        String prefix = folder.root() ? "" : folder.text() + "/";
        boolean any = false;
        boolean more = false;
        Group group = null;
        for (Entry entry : index.entries()) {
            String path = entry.path().text();
            if (!path.startsWith(prefix) || path.length() == prefix.length()) {
                continue;
            }
            any = true;
            String rest = path.substring(prefix.length());
            int slash = rest.indexOf('/');
            String name = slash < 0 ? rest : rest.substring(0, slash + 1);
            if (after.isPresent() && compare(name, after.get()) <= 0) {
                continue;
            }
            if (group != null && group.name.equals(name)) {
                group.add(entry);
                continue;
            }
            if (group != null) {
                items.add(group.toItem());
                group = null;
            }
            if (items.size() == PORTION) {
                more = true;
                break;
            }
            if (slash < 0) {
                items.add(document(name, entry));
            } else {
                group = new Group(name, entry);
            }
        }
        if (group != null) {
            items.add(group.toItem());
        }
        return any || folder.root() ? Optional.of(listing(snapshot, folder, items, more)) : Optional.empty();
    }

    private static Listing listing(Snapshot snapshot, EntryPath folder, List<Item> items, boolean more) {
        return new Listing(
                snapshot.manifest().namespace().text(),
                folder.text(),
                snapshot.id().toString(),
                snapshot.manifest().sequence(),
                snapshot.manifest().createdAt(),
                items,
                more ? "?after=" + URLEncoder.encode(items.getLast().name(), StandardCharsets.UTF_8) : null);
    }

    /// The same with addresses that are right for whoever asked for the folder without its final slash.
    Listing seenFrom(String base) {
        List<Item> seen = entries.stream()
                .map(item -> new Item(
                        item.name(),
                        base + item.href(),
                        item.mediaType(),
                        item.size(),
                        item.modifiedAt(),
                        item.sha256(),
                        item.entries()))
                .toList();
        return new Listing(namespace, path, snapshot, sequence, createdAt, seen, next);
    }

    private static int compare(String left, String right) {
        return java.util.Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static Item document(String name, Entry entry) {
        return new Item(
                name,
                new EntryPath(name).toUri(),
                entry.mediaType(),
                entry.size(),
                entry.modifiedAt(),
                entry.sha256().hex(),
                null);
    }

    /// A folder while its documents are counted.
    private static final class Group {
        private final String name;
        private int entries = 1;
        private long size;

        Group(String name, Entry first) {
            this.name = name;
            this.size = first.size();
        }

        void add(Entry entry) {
            entries++;
            size += entry.size();
        }

        Item toItem() {
            String folder = name.substring(0, name.length() - 1);
            return new Item(name, new EntryPath(folder).toUri() + "/", null, size, null, null, entries);
        }
    }
}
