package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.site.SealedKey;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A snapshot whose pieces are all here.
///
/// @param record the signed manifest
/// @param manifest what the record says
/// @param key the snapshot key, sealed to our own HPKE key
/// @param ours whether we published it
/// @param transferId the transfer that brought it, or null for one of ours
/// @param storedAt when its last piece became durable here
public record Snapshot(
        SnapshotId id,
        SignedRecord record,
        Manifest manifest,
        SealedKey key,
        boolean ours,
        @Nullable TransferId transferId,
        Instant storedAt) {

    /// A snapshot from its signed manifest, whose signature somebody has checked.
    public static Snapshot of(
            SignedRecord record, SealedKey key, boolean ours, @Nullable TransferId transferId, Instant storedAt) {
        return new Snapshot(
                SnapshotId.of(record), record, Manifest.decode(record.payload()), key, ours, transferId, storedAt);
    }
}
