package dev.kontor.transfer.download;

import dev.kontor.wire.crypto.PieceKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Decrypts a part of a piece without the rest. Only for leaves that were compared with the piece's id: the tag of
/// AES-GCM stands for the whole and is not looked at; what stands in its place is that each leaf is the one that the
/// signed index names.
///
/// AES-GCM with a nonce of 96 bits encrypts block *n* by the counter *n* + 2 (NIST SP 800-38D §7.1).
final class PartCipher {
    private static final int BLOCK = 16;
    private static final int NONCE = 12;
    private static final int FIRST_COUNTER = 2;

    private PartCipher() {}

    /// @param offset where in the piece the ciphertext begins; a multiple of 16
    static byte[] decrypt(PieceKey key, int offset, byte[] ciphertext) {
        byte[] counter = ByteBuffer.allocate(BLOCK)
                .putInt(NONCE, FIRST_COUNTER + offset / BLOCK)
                .array();
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key.bytes().toArray(), "AES"), new IvParameterSpec(counter));
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-CTR failed to decrypt", impossible);
        }
    }
}
