package dev.kontor.wire.descriptor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import java.util.Optional;

/// A public key that others seal to, with the suite that it is for (RFC 9180 section 7). Suites that are unknown here
/// are kept and passed over.
///
/// @param keyId 8 bytes by which the owner finds its private key
public record HpkeKey(int kem, int kdf, int aead, Bytes keyId, Bytes publicKey) {
    public static final int MAX_PUBLIC_KEY = 256;

    public HpkeKey {
        if (kem < 0 || kem > 0xffff || kdf < 0 || kdf > 0xffff || aead < 0 || aead > 0xffff) {
            throw new IllegalArgumentException("a suite's numbers have 16 bits");
        }
        if (keyId.size() != HpkePublicKey.KEY_ID_SIZE) {
            throw new IllegalArgumentException("a key id has 8 bytes, not " + keyId.size());
        }
        if (publicKey.empty() || publicKey.size() > MAX_PUBLIC_KEY) {
            throw new IllegalArgumentException("a public key has 1 to 256 bytes, not " + publicKey.size());
        }
    }

    public static HpkeKey of(HpkePublicKey key) {
        return new HpkeKey(Hpke.KEM, Hpke.KDF, Hpke.AEAD, key.keyId(), key.bytes());
    }

    /// The key, when it is of the one suite that this version seals with.
    public Optional<HpkePublicKey> usable() {
        boolean ours = kem == Hpke.KEM && kdf == Hpke.KDF && aead == Hpke.AEAD;
        return ours && publicKey.size() == HpkePublicKey.SIZE
                ? Optional.of(new HpkePublicKey(publicKey))
                : Optional.empty();
    }
}
