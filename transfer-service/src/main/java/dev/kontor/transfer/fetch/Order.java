package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.EnclosedPieces;
import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.SignedRecord;
import java.util.concurrent.CompletableFuture;

/// A snapshot to be transferred.
///
/// @param record the signed manifest, accepted
/// @param key the snapshot's key, sealed to us
/// @param opened the same key, which identity-service opens while the database is asked
/// @param from the site to fetch it from
/// @param enclosed pieces that came with the manifest
/// @param early completes when the index is here and readers may begin
record Order(
        Transfer transfer,
        SignedRecord record,
        SealedKey key,
        CompletableFuture<SnapshotKey> opened,
        Peers.Site from,
        String trace,
        EnclosedPieces enclosed,
        CompletableFuture<Answer> early) {
    /// The same, as it was entered into the ledger.
    Order as(Transfer entered) {
        return new Order(entered, record, key, opened, from, trace, enclosed, early);
    }

    Manifest manifest() {
        return Manifest.decode(record.payload());
    }

    SnapshotId snapshotId() {
        return transfer.what().snapshotId();
    }

    Subject subject() {
        return new Subject(transfer.what().namespace(), snapshotId(), trace);
    }
}
