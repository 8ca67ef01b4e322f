package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/// SHA-256 from the JDK's provider `SUN`, which uses the processor's instructions (eight times Bouncy Castle's rate).
public final class Sha256 {
    /// Bytes in a digest.
    public static final int SIZE = 32;

    private Sha256() {}

    /// The digest of the parts one after another.
    public static Bytes digest(Bytes... parts) {
        MessageDigest digest = newDigest();
        for (Bytes part : parts) {
            part.update(digest);
        }
        return Bytes.of(digest.digest());
    }

    /// The digest of the parts one after another.
    public static byte[] digest(byte[]... parts) {
        MessageDigest digest = newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /// A digest to stream into; reusable after each `digest()`.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException missing) {
            throw new IllegalStateException("this JDK has no SHA-256 in its provider SUN", missing);
        }
    }
}
