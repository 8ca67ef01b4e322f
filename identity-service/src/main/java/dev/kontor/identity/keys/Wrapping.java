package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.KeyDerivation;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Encrypts and decrypts the key file's content.
///
/// ```text
/// input  = the key file's 32 bytes, or Argon2id(passphrase, salt)
/// key    = HKDF-SHA256(input, salt, "kontor/keystore/key/1"), check = the same with "kontor/keystore/check/1"
/// ```
final class Wrapping {
    private static final Bytes KEY = Bytes.utf8("kontor/keystore/key/1");
    private static final Bytes CHECK = Bytes.utf8("kontor/keystore/check/1");
    private static final int TAG_BITS = 128;

    private Wrapping() {}

    static Bytes wrap(Bytes plaintext, Protection protection, Argon2Cost passphraseCost, SecureRandom random)
            throws KeysUnavailableException {
        Bytes salt = random(random, SealedFile.SALT_BYTES);
        boolean stretched = protection instanceof Protection.Passphrase;
        Argon2Cost cost = stretched ? passphraseCost : Argon2Cost.NONE;
        Bytes input = input(protection, salt, cost);
        SealedFile.Header header = new SealedFile.Header(
                stretched ? SealedFile.PASSPHRASE : SealedFile.KEY_FILE,
                salt,
                cost,
                derive(input, salt, CHECK, SealedFile.CHECK_BYTES),
                random(random, SealedFile.NONCE_BYTES));
        try {
            return new SealedFile(header, cipher(Cipher.ENCRYPT_MODE, header, input, plaintext)).encode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not there", e);
        }
    }

    static Bytes unwrap(Bytes encoded, Protection protection) throws KeysUnavailableException {
        SealedFile sealed;
        try {
            sealed = SealedFile.decode(encoded);
        } catch (MalformedException damaged) {
            throw new KeysUnavailableException(
                    "it is no key store of this version (" + damaged.getMessage() + ")", damaged);
        }
        SealedFile.Header header = sealed.header();
        requireSameMethod(header, protection);
        Bytes input = input(protection, header.salt(), header.cost());
        if (!derive(input, header.salt(), CHECK, SealedFile.CHECK_BYTES).equalsConstantTime(header.check())) {
            throw new KeysUnavailableException(
                    switch (protection) {
                        case Protection.KeyFile(var file) ->
                            "the key in " + file + " is not the one it was encrypted with";
                        case Protection.Passphrase(var file) -> "the passphrase in " + file + " is wrong";
                    });
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, header, input, sealed.ciphertext());
        } catch (AEADBadTagException damaged) {
            throw new KeysUnavailableException("it is damaged; restore it from a backup", damaged);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not there", e);
        }
    }

    private static void requireSameMethod(SealedFile.Header header, Protection protection)
            throws KeysUnavailableException {
        boolean withPassphrase = header.method() == SealedFile.PASSPHRASE;
        if (withPassphrase != protection instanceof Protection.Passphrase) {
            throw new KeysUnavailableException(
                    withPassphrase
                            ? "it is encrypted under a passphrase, but a key file is configured"
                            : "it is encrypted under a key file, but a passphrase is configured");
        }
    }

    private static Bytes input(Protection protection, Bytes salt, Argon2Cost cost) throws KeysUnavailableException {
        Bytes secret = protection.secret();
        if (protection instanceof Protection.KeyFile) {
            return secret;
        }
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt.toArray())
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .build());
        byte[] stretched = new byte[Protection.KEY_BYTES];
        argon2.generateBytes(secret.toArray(), stretched);
        return Bytes.of(stretched);
    }

    private static Bytes derive(Bytes input, Bytes salt, Bytes purpose, int size) {
        return KeyDerivation.hkdf(input, salt, purpose, size);
    }

    private static Bytes cipher(int mode, SealedFile.Header header, Bytes input, Bytes text)
            throws GeneralSecurityException {
        byte[] key = derive(input, header.salt(), KEY, Protection.KEY_BYTES).toArray();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, header.nonce().toArray()));
        Arrays.fill(key, (byte) 0);
        cipher.updateAAD(header.encode().toArray());
        return Bytes.of(cipher.doFinal(text.toArray()));
    }

    private static Bytes random(SecureRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
