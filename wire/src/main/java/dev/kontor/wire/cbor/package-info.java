/// Strict deterministic CBOR (RFC 8949 section 4.2.1), the encoding of every record that is signed, hashed or sealed.
/// [CborWriter] and [CborReader] are the two doors; a value has exactly one encoding and every other one is refused.
/// Depends on `bytes` only.
@NullMarked
package dev.kontor.wire.cbor;

import org.jspecify.annotations.NullMarked;
