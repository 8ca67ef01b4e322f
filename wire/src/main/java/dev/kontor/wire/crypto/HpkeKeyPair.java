package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/// An X25519 key pair that opens what was sealed to its public half. Immutable; prints nothing of the private half.
public final class HpkeKeyPair {
    private final Bytes privateKey;
    private final HpkePublicKey publicKey;

    private HpkeKeyPair(Bytes privateKey) {
        this.privateKey = privateKey;
        this.publicKey = new HpkePublicKey(Bytes.of(new X25519PrivateKeyParameters(privateKey.toArray())
                .generatePublicKey()
                .getEncoded()));
    }

    public static HpkeKeyPair generate(SecureRandom random) {
        byte[] secret = new byte[X25519PrivateKeyParameters.KEY_SIZE];
        random.nextBytes(secret);
        return fromPrivateKey(Bytes.of(secret));
    }

    /// The pair that 32 secret bytes make.
    ///
    /// @throws IllegalArgumentException when there are not 32 bytes
    public static HpkeKeyPair fromPrivateKey(Bytes privateKey) {
        if (privateKey.size() != X25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("an X25519 private key has 32 bytes, not " + privateKey.size());
        }
        return new HpkeKeyPair(privateKey);
    }

    public HpkePublicKey publicKey() {
        return publicKey;
    }

    /// The private half, for whoever encrypts it at rest.
    public Bytes privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "HpkeKeyPair[" + publicKey.keyId() + "]";
    }
}
