package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// A keyed pseudo-random function from 64 bits to 64 bits: AES-256 of one block, `u64 input || u64 purpose`, of
/// which the first eight bytes count. For decisions that nobody without the key may foresee, at some 50 ns each.
///
/// Stateful for speed: one instance per thread; not safe for use by several.
public final class BlockFunction {
    /// Bytes in a key.
    public static final int KEY_SIZE = 32;

    private static final int BLOCK = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Cipher cipher;
    private final byte[] input = new byte[BLOCK];
    private final byte[] output = new byte[BLOCK];

    public BlockFunction(Bytes key) {
        if (key.size() != KEY_SIZE) {
            throw new IllegalArgumentException("a key has " + KEY_SIZE + " bytes, not " + key.size());
        }
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding", "SunJCE");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.toArray(), "AES"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no AES in its provider SunJCE", missing);
        }
    }

    /// The function's value.
    ///
    /// @param purpose keeps uses of one key apart
    public long of(long value, long purpose) {
        LONG.set(input, 0, value);
        LONG.set(input, Long.BYTES, purpose);
        try {
            cipher.update(input, 0, BLOCK, output, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES failed on one block", impossible);
        }
        return (long) LONG.get(output, 0);
    }
}
