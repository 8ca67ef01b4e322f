/// Ids: records around bytes, each with one text form.
/// Ids of organisations, sites and nodes derive from keys and are base32; those of records are digests or random, in
/// hex.
/// Depends on `bytes`, `crypto` and `sign`.
@NullMarked
package dev.kontor.wire.id;

import org.jspecify.annotations.NullMarked;
