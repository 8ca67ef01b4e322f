/// What sites say of themselves in the DHT: where they are reached and under which names.
/// [Descriptor] and [NameAnnouncement] are the main types; both expire, and [Verdict] says what a check found.
/// Depends on `bytes`, `cbor`, `crypto`, `sign`, `id`, `address` and `org`.
@NullMarked
package dev.kontor.wire.descriptor;

import org.jspecify.annotations.NullMarked;
