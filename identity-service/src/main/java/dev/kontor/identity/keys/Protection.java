package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Where the secret that encrypts the keys comes from.
public sealed interface Protection {
    Path file();

    /// A file with 32 random bytes as 64 hex digits; it is made when it is not there.
    record KeyFile(Path file) implements Protection {}

    /// A file with a passphrase, its last line break not included. The key is derived from it with Argon2id.
    record Passphrase(Path file) implements Protection {}

    int KEY_BYTES = 32;
    int MIN_PASSPHRASE_CHARACTERS = 12;
    int MAX_SECRET_BYTES = 4096;

    /// Makes a key file at the first start.
    default void prepare(SecureRandom random) throws IOException {
        if (this instanceof KeyFile && !Files.exists(file())) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            AtomicFile.writeSecret(file(), (Bytes.of(key).hex() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// The secret itself: the key, or the passphrase in UTF-8.
    default Bytes secret() throws KeysUnavailableException {
        return switch (this) {
            case KeyFile(Path file) -> key(file, read(file, "key file"));
            case Passphrase(Path file) -> passphrase(file, read(file, "passphrase file"));
        };
    }

    private static String read(Path file, String name) throws KeysUnavailableException {
        try {
            if (Files.size(file) > MAX_SECRET_BYTES) {
                throw new KeysUnavailableException("the " + name + " " + file + " is too long to be one");
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            throw new KeysUnavailableException("the " + name + " " + file + " is not there; put it back", missing);
        } catch (IOException unreadable) {
            throw new KeysUnavailableException(
                    "the " + name + " " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Bytes key(Path file, String text) throws KeysUnavailableException {
        try {
            Bytes key = Bytes.fromHex(text);
            if (key.size() == KEY_BYTES) {
                return key;
            }
        } catch (MalformedException notHex) {
            throw new KeysUnavailableException("the key file " + file + " must hold 64 hex digits", notHex);
        }
        throw new KeysUnavailableException("the key file " + file + " must hold 64 hex digits");
    }

    private static Bytes passphrase(Path file, String text) throws KeysUnavailableException {
        if (text.length() < MIN_PASSPHRASE_CHARACTERS) {
            throw new KeysUnavailableException("the passphrase in " + file + " is shorter than "
                    + MIN_PASSPHRASE_CHARACTERS + " characters; choose a longer one");
        }
        return Bytes.utf8(text);
    }
}
