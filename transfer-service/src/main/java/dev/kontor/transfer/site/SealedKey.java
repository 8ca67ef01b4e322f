package dev.kontor.transfer.site;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sealed;

/// A secret that only the owner of an HPKE key can open.
///
/// @param keyId which of its keys
public record SealedKey(Bytes keyId, Sealed sealed) {
    public SealedKey(Bytes keyId, Bytes enc, Bytes ciphertext) {
        this(keyId, new Sealed(enc, ciphertext));
    }
}
