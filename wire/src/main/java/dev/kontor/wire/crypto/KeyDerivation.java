package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/// How keys come from keys: HKDF-SHA256 (RFC 5869), HMAC-SHA256 (RFC 2104), and the labels that keep the uses apart.
public final class KeyDerivation {
    /// Most bytes that [#hkdf] gives.
    public static final int MAX_OUTPUT = 255 * Sha256.SIZE;

    private static final Bytes INDEX = Bytes.utf8("kontor/index/1");
    private static final Bytes PIECE_KEY = Bytes.utf8("kontor/piece-key/1");
    private static final Bytes GEAR = Bytes.utf8("kontor/gear/1");
    private static final Bytes CUT = Bytes.utf8("kontor/cut/1");
    private static final Bytes KEY_COMMITMENT = Bytes.utf8("kontor/key-commitment/1");

    private KeyDerivation() {}

    public static Bytes hkdf(Bytes secret, Bytes salt, Bytes info, int length) {
        if (length < 1 || length > MAX_OUTPUT) {
            throw new IllegalArgumentException("HKDF gives 1 to " + MAX_OUTPUT + " bytes, not " + length);
        }
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(secret.toArray(), salt.toArray(), info.toArray()));
        byte[] output = new byte[length];
        generator.generateBytes(output, 0, length);
        return Bytes.of(output);
    }

    public static Bytes hmac(Bytes key, Bytes... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            for (Bytes part : parts) {
                mac.update(part.toBuffer());
            }
            return Bytes.of(mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no HMAC-SHA256 in its provider SunJCE", missing);
        }
    }

    /// The key of the `index`-th piece of a snapshot's encrypted index: HKDF(snapshotKey, "kontor/index/1" || u32
    /// index).
    public static PieceKey indexPieceKey(SnapshotKey key, int index) {
        Bytes number = Bytes.of(ByteBuffer.allocate(4).putInt(0, index));
        return new PieceKey(hkdf(key.bytes(), Bytes.EMPTY, Bytes.concat(INDEX, number), PieceKey.SIZE));
    }

    /// The key of a content piece: HMAC(namespaceSecret, "kontor/piece-key/1" || SHA-256(plaintext)).
    public static PieceKey pieceKey(NamespaceSecret secret, Bytes plaintextSha256) {
        if (plaintextSha256.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + plaintextSha256.size());
        }
        return new PieceKey(hmac(secret.bytes(), PIECE_KEY, plaintextSha256));
    }

    /// The table of a namespace's gear hash: HKDF(namespaceSecret, "kontor/gear/1"), eight bytes for each number.
    public static long[] gear(NamespaceSecret secret, int count) {
        Bytes numbers = hkdf(secret.bytes(), Bytes.EMPTY, GEAR, count * Long.BYTES);
        long[] table = new long[count];
        numbers.toBuffer().asLongBuffer().get(table);
        return table;
    }

    /// The key of the function that decides where a namespace's content is cut: HKDF(namespaceSecret, "kontor/cut/1").
    public static Bytes cutKey(NamespaceSecret secret) {
        return hkdf(secret.bytes(), Bytes.EMPTY, CUT, BlockFunction.KEY_SIZE);
    }

    /// What a manifest says of the snapshot key: SHA-256("kontor/key-commitment/1" || snapshotKey).
    public static Bytes keyCommitment(SnapshotKey key) {
        return Sha256.digest(KEY_COMMITMENT, key.bytes());
    }
}
