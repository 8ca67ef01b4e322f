/// Snapshots and their pieces: the signed [Manifest], the encrypted [SnapshotIndex], and the hashes that let anyone
/// verify a piece without a key. The pieces' ids are Merkle tree heads, so 16 KiB are verifiable before a piece is
/// whole.
/// Depends on `bytes`, `cbor`, `crypto`, `sign`, `id` and `address`; keeps no piece and reads no file.
@NullMarked
package dev.kontor.wire.content;

import org.jspecify.annotations.NullMarked;
