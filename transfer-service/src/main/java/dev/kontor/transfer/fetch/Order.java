package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.SignedRecord;
import java.util.concurrent.CompletableFuture;

/// A snapshot to be transferred.
///
/// @param record the signed manifest, accepted
/// @param key the snapshot's key, sealed to us
/// @param from the site to fetch it from
/// @param early completes when the index is here and readers may begin
record Order(
        Transfer transfer,
        SignedRecord record,
        SealedKey key,
        Peers.Site from,
        String trace,
        CompletableFuture<Answer> early) {
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
