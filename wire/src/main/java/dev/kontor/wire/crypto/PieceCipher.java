package dev.kontor.wire.crypto;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts and decrypts pieces with AES-256-GCM, nonce zero, no associated data: ciphertext || tag of 16 bytes.
///
/// The nonce may be zero because a piece key encrypts exactly one plaintext: content keys are derived from the
/// plaintext's digest under the namespace's secret, index keys from a fresh snapshot key and the position. Encrypting
/// the same piece twice gives the same bytes, which is what lets snapshots share pieces.
///
/// Stateful for speed: one instance per thread, kept and reused by its owner; not safe for use by several threads.
/// Heap buffers are fastest, the JDK copies direct ones in small steps. Source and target must not overlap.
public final class PieceCipher {
    /// What encryption adds to a plaintext.
    public static final int TAG_SIZE = 16;

    private static final GCMParameterSpec ZERO_NONCE = new GCMParameterSpec(8 * TAG_SIZE, new byte[12]);

    private Cipher encryption = newCipher();
    private final Cipher decryption = newCipher();

    /// Encrypts what remains in `plaintext` into `ciphertext` and moves both positions.
    ///
    /// @throws IllegalArgumentException when `ciphertext` has no room for the plaintext and a tag
    public void encrypt(PieceKey key, ByteBuffer plaintext, ByteBuffer ciphertext) {
        if (ciphertext.remaining() < plaintext.remaining() + TAG_SIZE) {
            throw new IllegalArgumentException("no room for " + (plaintext.remaining() + TAG_SIZE) + " bytes");
        }
        try {
            initEncryption(key);
            encryption.doFinal(plaintext, ciphertext);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM failed to encrypt", impossible);
        }
    }

    public byte[] encrypt(PieceKey key, byte[] plaintext) {
        byte[] ciphertext = new byte[plaintext.length + TAG_SIZE];
        encrypt(key, ByteBuffer.wrap(plaintext), ByteBuffer.wrap(ciphertext));
        return ciphertext;
    }

    public Bytes encrypt(PieceKey key, Bytes plaintext) {
        ByteBuffer ciphertext = ByteBuffer.allocate(plaintext.size() + TAG_SIZE);
        encrypt(key, plaintext.toBuffer(), ciphertext);
        return Bytes.of(ciphertext.flip());
    }

    /// Decrypts what remains in `ciphertext` into `plaintext` and moves both positions.
    ///
    /// @throws MalformedException when the bytes were not made under this key; `plaintext` holds none of them then
    /// @throws IllegalArgumentException when `plaintext` has no room
    public void decrypt(PieceKey key, ByteBuffer ciphertext, ByteBuffer plaintext) {
        int size = ciphertext.remaining();
        if (size < TAG_SIZE) {
            throw new MalformedException(size, "a piece has at least a tag of 16 bytes");
        }
        int start = plaintext.position();
        try {
            decryption.init(Cipher.DECRYPT_MODE, aesKey(key), ZERO_NONCE);
            decryption.doFinal(ciphertext, plaintext);
        } catch (AEADBadTagException wrong) {
            plaintext.position(start);
            MalformedException malformed = new MalformedException(size - TAG_SIZE, "not a piece under this key");
            malformed.initCause(wrong);
            throw malformed;
        } catch (ShortBufferException small) {
            throw new IllegalArgumentException("no room for " + (size - TAG_SIZE) + " bytes", small);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM failed to decrypt", impossible);
        }
    }

    public byte[] decrypt(PieceKey key, byte[] ciphertext) {
        byte[] plaintext = new byte[Math.max(0, ciphertext.length - TAG_SIZE)];
        decrypt(key, ByteBuffer.wrap(ciphertext), ByteBuffer.wrap(plaintext));
        return plaintext;
    }

    public Bytes decrypt(PieceKey key, Bytes ciphertext) {
        return Bytes.of(decrypt(key, ciphertext.toArray()));
    }

    /// The JDK refuses the last key and nonce again in one cipher object; here that means the same piece once more.
    private void initEncryption(PieceKey key) throws InvalidKeyException, InvalidAlgorithmParameterException {
        SecretKeySpec aesKey = aesKey(key);
        try {
            encryption.init(Cipher.ENCRYPT_MODE, aesKey, ZERO_NONCE);
        } catch (InvalidAlgorithmParameterException samePieceAgain) {
            encryption = newCipher();
            encryption.init(Cipher.ENCRYPT_MODE, aesKey, ZERO_NONCE);
        }
    }

    private static SecretKeySpec aesKey(PieceKey key) {
        return new SecretKeySpec(key.bytes().toArray(), "AES");
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no AES-GCM in its provider SunJCE", missing);
        }
    }
}
