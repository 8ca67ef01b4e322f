package dev.kontor.identity.keys;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/// The one file with the site's keys, encrypted under a key file or a passphrase. Reading and writing block.
public final class Keystore {
    private final Path file;
    private final Protection protection;
    private final Argon2Cost cost;

    public Keystore(Path file, Protection protection) {
        this(file, protection, Argon2Cost.CHOSEN);
    }

    Keystore(Path file, Protection protection, Argon2Cost cost) {
        this.file = file;
        this.protection = protection;
        this.cost = cost;
    }

    /// The keys, or nothing when there is no key store yet.
    ///
    /// @throws KeysUnavailableException when there is one that does not open
    public Optional<SiteKeys> open() throws KeysUnavailableException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SiteKeys.decode(Wrapping.unwrap(Bytes.of(Files.readAllBytes(file)), protection)));
        } catch (IOException unreadable) {
            throw new KeysUnavailableException("The key store " + file + " cannot be read: " + unreadable, unreadable);
        } catch (KeysUnavailableException closed) {
            throw new KeysUnavailableException(
                    "The key store " + file + " does not open: " + closed.getMessage() + ".", closed);
        } catch (MalformedException | IllegalArgumentException damaged) {
            throw new KeysUnavailableException(
                    "The key store " + file + " opens, but its content is damaged: " + damaged.getMessage() + ".",
                    damaged);
        }
    }

    /// Writes the keys, replacing what was there.
    public void save(SiteKeys keys, SecureRandom random) throws KeysUnavailableException {
        try {
            protection.prepare(random);
            Bytes sealed = Wrapping.wrap(keys.encode(), protection, cost, random);
            AtomicFile.writeSecret(file, sealed.toArray());
        } catch (KeysUnavailableException closed) {
            throw new KeysUnavailableException(
                    "The key store " + file + " cannot be made: " + closed.getMessage() + ".", closed);
        } catch (IOException unwritable) {
            throw new KeysUnavailableException(
                    "The key store " + file + " cannot be written: " + unwritable + ".", unwritable);
        }
    }
}
