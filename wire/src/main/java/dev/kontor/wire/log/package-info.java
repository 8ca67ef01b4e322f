/// A site's log of what it did: an append-only Merkle tree as in RFC 6962, of which only the heads are signed.
/// The main types are [LogLeaf], what a leaf says, [Frontier], which grows, [LogProofs], which proves, and
/// [Checkpoint].
/// Depends on `bytes`, `cbor`, `content` (the tree), `crypto`, `id` and `sign`.
@NullMarked
package dev.kontor.wire.log;

import org.jspecify.annotations.NullMarked;
