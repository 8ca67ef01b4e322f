package dev.kontor.transfer.fetch;

import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.SnapshotIndex;
import java.time.Instant;
import java.util.Optional;

/// What came of asking for a namespace.
public sealed interface Answer {
    /// Where the statement that this is the latest comes from.
    enum Origin {
        /// We published it.
        OWN,
        /// The partner just said so.
        PARTNER,
        /// The partner could not be asked; it was the latest when it last could.
        VERIFIED_COPY
    }

    /// It can be read.
    ///
    /// @param confirmedAt when the owner last said that it is the latest
    /// @param receiptId of our receipt for it, when it was received whole
    /// @param incoming the transfer that still brings pieces of it
    record Here(
            Snapshot snapshot,
            SnapshotIndex index,
            Origin origin,
            Instant confirmedAt,
            Optional<Bytes> receiptId,
            Optional<Incoming> incoming)
            implements Answer {}

    /// The partner refuses, and lets us know why.
    record Refused(String rule, String detail) implements Answer {}

    /// There is nothing: no partner of that id, no namespace of that name, or nothing published yet.
    record Absent(String reason) implements Answer {}

    /// The partner cannot be reached and there is no copy.
    record Unreachable(String reason) implements Answer {}

    /// What the partner sent is not what was signed.
    record Unverified(String reason) implements Answer {}

    /// Something on our side is in the way: the disk, the database, another service, trust that cannot be confirmed.
    record Unavailable(String reason) implements Answer {}
}
