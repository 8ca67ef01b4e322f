/// Grants: what a site permits to whom, as signed records, and the one pure function that decides by them.
/// [Grant] and [Grants] are the main types; whatever a grant says that is not understood here denies.
/// A [Ticket] is a grant's short-lived shadow, for sites that help. Depends on `bytes`, `cbor`, `sign`, `id` and
/// `address`; knows no clock and counts nothing itself.
@NullMarked
package dev.kontor.wire.grant;

import org.jspecify.annotations.NullMarked;
