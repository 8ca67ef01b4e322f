package dev.kontor.transfer.snapshot;

import dev.kontor.transfer.site.SealedKey;

/// What lasts of a namespace of ours from one snapshot to the next.
///
/// @param secret for keyed deduplication, sealed to our own HPKE key
/// @param lastSequence the last sequence number given out; it never goes back, even when the namespace was withdrawn
public record OwnNamespace(SealedKey secret, long lastSequence) {}
