package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// Hybrid public key encryption, RFC 9180 base mode, one message per encapsulation: DHKEM(X25519, HKDF-SHA256),
/// HKDF-SHA256, AES-256-GCM. For short secrets such as snapshot keys; pure functions.
public final class Hpke {
    /// The suite's registered numbers, as descriptors name them.
    public static final int KEM = 0x0020;

    public static final int KDF = 0x0001;
    public static final int AEAD = 0x0002;

    /// Longest plaintext that is sealed this way (our choice).
    public static final int MAX_PLAINTEXT = 64 * 1024;

    private Hpke() {}

    /// Seals to a public key; only its private half opens, and only with the same `info` and `aad`.
    ///
    /// @throws MalformedException when the public key is no usable point
    public static Sealed seal(HpkePublicKey to, Bytes info, Bytes aad, Bytes plaintext) {
        if (plaintext.size() > MAX_PLAINTEXT) {
            throw new IllegalArgumentException("HPKE is for short secrets, not for " + plaintext.size() + " bytes");
        }
        try {
            byte[][] sealed = suite().seal(
                            new X25519PublicKeyParameters(to.bytes().toArray()),
                            info.toArray(),
                            aad.toArray(),
                            plaintext.toArray(),
                            null,
                            null,
                            null);
            return new Sealed(Bytes.of(sealed[1]), Bytes.of(sealed[0]));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException unusable) {
            throw malformed("not a usable X25519 public key", unusable);
        }
    }

    /// Opens what was sealed to this key pair.
    ///
    /// @throws MalformedException when it was not sealed to this key pair with this `info` and `aad`
    public static Bytes open(HpkeKeyPair pair, Bytes info, Bytes aad, Sealed sealed) {
        if (sealed.enc().size() != HpkePublicKey.SIZE
                || sealed.ciphertext().size() < PieceCipher.TAG_SIZE
                || sealed.ciphertext().size() > MAX_PLAINTEXT + PieceCipher.TAG_SIZE) {
            throw new MalformedException(0, "sealed bytes of the wrong size");
        }
        try {
            byte[] opened = suite().open(
                            sealed.enc().toArray(),
                            keys(pair),
                            info.toArray(),
                            aad.toArray(),
                            sealed.ciphertext().toArray(),
                            null,
                            null,
                            null);
            return Bytes.of(opened);
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException refused) {
            throw malformed("not sealed to this key, or for another purpose", refused);
        }
    }

    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, (short) KEM, (short) KDF, (short) AEAD);
    }

    private static AsymmetricCipherKeyPair keys(HpkeKeyPair pair) {
        return new AsymmetricCipherKeyPair(
                new X25519PublicKeyParameters(pair.publicKey().bytes().toArray()),
                new X25519PrivateKeyParameters(pair.privateKey().toArray()));
    }

    private static MalformedException malformed(String reason, Exception cause) {
        MalformedException malformed = new MalformedException(0, reason);
        malformed.initCause(cause);
        return malformed;
    }
}
