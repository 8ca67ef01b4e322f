package dev.kontor.transfer.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.wire.id.SnapshotId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What came of an upload.
///
/// @param bytes plaintext bytes of the snapshot's pieces
/// @param newPieces pieces that the store did not have before
/// @param changed false when the content is that of the last snapshot, which then stays the latest
@RegisterForReflection
public record Publication(
        @JsonProperty("snapshotId") SnapshotId snapshotId,
        @JsonProperty("sequence") long sequence,
        @JsonProperty("entries") int entries,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("newPieces") int newPieces,
        @JsonProperty("changed") boolean changed) {

    static Publication of(Snapshot snapshot, int newPieces, boolean changed) {
        return new Publication(
                snapshot.id(),
                snapshot.manifest().sequence(),
                snapshot.manifest().content().entries(),
                snapshot.manifest().content().bytes(),
                newPieces,
                changed);
    }
}
