/// Evidence of transfers: the receiver's signed [Receipt] and the sender's [Countersignature] on it.
/// Both are made once for each transfer; the receipt's id is the digest of its signed record.
/// Depends on `bytes`, `cbor`, `crypto`, `sign`, `id`, `address` and `log`.
@NullMarked
package dev.kontor.wire.receipt;

import org.jspecify.annotations.NullMarked;
