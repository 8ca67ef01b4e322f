package dev.kontor.wire.sign;

import dev.kontor.wire.bytes.Bytes;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 private key (RFC 8032). Immutable, safe for use by any thread, prints nothing of its secret.
public final class SigningKey {
    private final byte[] seed;
    private final byte[] publicKey;

    private SigningKey(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    public static SigningKey generate(SecureRandom random) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        random.nextBytes(seed);
        return new SigningKey(seed);
    }

    /// The key that 32 secret bytes make.
    ///
    /// @throws IllegalArgumentException when there are not 32 bytes
    public static SigningKey fromSeed(Bytes seed) {
        if (seed.size() != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.size());
        }
        return new SigningKey(seed.toArray());
    }

    public VerifyKey verifyKey() {
        return new VerifyKey(Bytes.of(publicKey));
    }

    /// A signature of 64 bytes; the same message gives the same signature.
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    public Bytes sign(Bytes message) {
        return Bytes.of(sign(message.toArray()));
    }

    /// The secret, for whoever encrypts it at rest.
    public Bytes seed() {
        return Bytes.of(seed);
    }

    @Override
    public String toString() {
        return "SigningKey[" + verifyKey().kid() + "]";
    }
}
