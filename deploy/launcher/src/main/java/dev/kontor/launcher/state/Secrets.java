package dev.kontor.launcher.state;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Generated passwords and keys, one file each, readable by their owner alone. A secret is made when it is first asked
/// for and stays the same from then on.
public record Secrets(Path folder) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,120}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int READABLE_LENGTH = 14;
    private static final int KEY_BYTES = 32;

    /// A long machine secret: 256 bits as hex, so it is safe in URLs, YAML, shells and SQL.
    public String key(String name) {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return keep(name, HexFormat.of().formatHex(bytes));
    }

    /// A password that a person may have to type: 14 characters of 31, 69 bits, without look-alikes.
    public String password(String name) {
        StringBuilder text = new StringBuilder(READABLE_LENGTH);
        RANDOM.ints(READABLE_LENGTH, 0, READABLE.length()).forEach(at -> text.append(READABLE.charAt(at)));
        return keep(name, text.toString());
    }

    /// Keeps a secret that comes from elsewhere.
    public void put(String name, String secret) {
        if (!find(name).equals(Optional.of(secret))) {
            write(name, secret);
        }
    }

    /// The secret of that name when there is one.
    public Optional<String> find(String name) {
        try {
            return Optional.of(Files.readString(file(name), StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw LauncherException.io("read the secret " + file(name), failure);
        }
    }

    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a secret's name: " + name);
        }
        return folder.resolve(name);
    }

    private String keep(String name, String fresh) {
        Optional<String> known = find(name);
        if (known.isPresent()) {
            return known.get();
        }
        write(name, fresh);
        return fresh;
    }

    private void write(String name, String secret) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            AtomicFile.write(file(name), secret);
        } catch (IOException failure) {
            throw LauncherException.io("write the secret " + file(name), failure);
        }
    }
}
