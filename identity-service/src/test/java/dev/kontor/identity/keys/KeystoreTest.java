package dev.kontor.identity.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.identity.ca.P256Key;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkeKeyPair;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    @TempDir
    Path folder;

    private Path file;
    private SiteKeys keys;

    @BeforeEach
    void prepare() {
        file = folder.resolve("keys").resolve("identity.keys");
        keys = keys();
    }

    private static SiteKeys keys() {
        SigningKey root = SigningKey.generate(RANDOM);
        SigningKey next = SigningKey.generate(RANDOM);
        SigningKey site = SigningKey.generate(RANDOM);
        OrgLog log = OrgLog.begin(
                new LogEntry.Inception(
                        List.of(root.verifyKey()),
                        1,
                        List.of(next.verifyKey().digest()),
                        ManualClock.EPOCH,
                        Bytes.of(new byte[16])),
                root);
        return new SiteKeys(
                root,
                next,
                secrets(site),
                log,
                new Endorsement(log.replay().orgId(), site.verifyKey(), ManualClock.EPOCH, 0).sign(root));
    }

    private static SiteSecrets secrets(SigningKey site) {
        return new SiteSecrets(
                site, HpkeKeyPair.generate(RANDOM), P256Key.generate(RANDOM).pkcs8(), Bytes.utf8("certificate"));
    }

    private Keystore withKeyFile() {
        return new Keystore(file, new Protection.KeyFile(folder.resolve("key")));
    }

    private Keystore withPassphrase(String passphrase) throws IOException {
        Path secret = folder.resolve("passphrase");
        Files.writeString(secret, passphrase + "\n");
        return new Keystore(file, new Protection.Passphrase(secret), CHEAP);
    }

    @Test
    void isEmptyAtTheFirstStart() throws Exception {
        assertTrue(withKeyFile().open().isEmpty());
    }

    @Test
    void givesBackWhatWasSavedUnderAKeyFileThatItMakes() throws Exception {
        withKeyFile().save(keys, RANDOM);
        assertEquals(keys.encode(), withKeyFile().open().orElseThrow().encode());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void givesBackWhatWasSavedUnderAPassphrase() throws Exception {
        withPassphrase("correct horse battery").save(keys, RANDOM);
        assertEquals(
                keys.encode(),
                withPassphrase("correct horse battery").open().orElseThrow().encode());
    }

    @Test
    void saysThatThePassphraseIsWrong() throws Exception {
        withPassphrase("correct horse battery").save(keys, RANDOM);
        String message = refusal(withPassphrase("incorrect horse battery"));
        assertTrue(message.contains("the passphrase in " + folder.resolve("passphrase") + " is wrong"), message);
    }

    @Test
    void refusesAShortPassphrase() throws Exception {
        Keystore store = withPassphrase("short");
        String message = String.valueOf(assertThrows(KeysUnavailableException.class, () -> store.save(keys, RANDOM))
                .getMessage());
        assertTrue(message.contains("shorter than 12 characters"), message);
    }

    @Test
    void saysThatTheKeyFileIsAnother() throws Exception {
        withKeyFile().save(keys, RANDOM);
        Files.writeString(folder.resolve("key"), "00".repeat(32));
        String message = refusal(withKeyFile());
        assertTrue(message.contains("is not the one it was encrypted with"), message);
    }

    @Test
    void saysThatTheKeyFileIsGone() throws Exception {
        withKeyFile().save(keys, RANDOM);
        Files.delete(folder.resolve("key"));
        assertTrue(refusal(withKeyFile()).contains("is not there; put it back"));
    }

    @Test
    void saysThatAPassphraseIsConfiguredForAKeyFilesStore() throws Exception {
        withKeyFile().save(keys, RANDOM);
        assertTrue(refusal(withPassphrase("correct horse battery")).contains("encrypted under a key file"));
    }

    @Test
    void neverOpensADamagedStore() throws Exception {
        withKeyFile().save(keys, RANDOM);
        byte[] intact = Files.readAllBytes(file);
        Generator.check(200, random -> {
            Files.write(file, random.flipOneBit(intact));
            refusal(withKeyFile());
        });
    }

    @Test
    void holdsNoSecretInTheClear() throws Exception {
        withKeyFile().save(keys, RANDOM);
        String stored = Bytes.of(Files.readAllBytes(file)).hex();
        assertFalse(stored.contains(Objects.requireNonNull(keys.root()).seed().hex()));
        assertFalse(stored.contains(keys.own().site().seed().hex()));
        assertFalse(keys.toString().contains(keys.own().caKey().hex()));
    }

    @Test
    void leavesNoTemporaryFileBehind() throws Exception {
        withKeyFile().save(keys, RANDOM);
        withKeyFile().save(keys, RANDOM);
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static String refusal(Keystore store) {
        String message = String.valueOf(
                assertThrows(KeysUnavailableException.class, store::open).getMessage());
        assertTrue(message.startsWith("The key store ") && message.endsWith("."), message);
        return message;
    }
}
