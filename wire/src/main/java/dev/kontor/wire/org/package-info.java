/// Organisations: the hash-chained log of root keys, sites and names, and the short proof that a site belongs to one.
/// [OrgLog] is the main type; its replay is a pure function of the signed records.
/// Depends on `bytes`, `cbor`, `crypto`, `sign`, `id` and `address`.
@NullMarked
package dev.kontor.wire.org;

import org.jspecify.annotations.NullMarked;
