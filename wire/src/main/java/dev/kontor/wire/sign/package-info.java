/// Signed records: COSE_Sign1 (RFC 9052) with Ed25519, one content type for each kind of record.
/// [SignedRecord] is the main type; whoever parses one must still verify it with a key that it trusts.
/// Depends on `bytes`, `cbor`, `crypto` and Bouncy Castle's Ed25519.
@NullMarked
package dev.kontor.wire.sign;

import org.jspecify.annotations.NullMarked;
