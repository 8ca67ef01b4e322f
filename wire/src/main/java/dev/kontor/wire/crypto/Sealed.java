package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;

/// What [Hpke#seal] made.
///
/// @param enc the encapsulated key, 32 bytes
/// @param ciphertext the plaintext's length plus 16 bytes
public record Sealed(Bytes enc, Bytes ciphertext) {}
