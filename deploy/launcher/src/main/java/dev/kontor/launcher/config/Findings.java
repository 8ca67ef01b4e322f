package dev.kontor.launcher.config;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a configuration, so that an administrator sees all of it at once.
final class Findings {
    private static final int HIGHEST_PORT = 65535;
    private static final long LONGEST_SECRET = 4096;

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    Findings(Path file) {
        this.file = file;
    }

    void add(String key, String problem) {
        problems.add(key + ": " + problem);
    }

    /// A text that has to be there and to have a certain form.
    String text(String key, @Nullable String value, Pattern form, String rightForm) {
        if (value == null || value.isBlank()) {
            add(key, "is missing; it is " + rightForm);
            return "";
        }
        if (!form.matcher(value).matches()) {
            add(key, "'" + value + "' is not " + rightForm);
        }
        return value;
    }

    int port(String key, @Nullable Integer value, int standard) {
        if (value == null) {
            return standard;
        }
        if (value < 1 || value > HIGHEST_PORT) {
            add(key, value + " is not a port (1 to " + HIGHEST_PORT + ")");
        }
        return value;
    }

    /// A file that exists and can be read.
    Path readable(String key, String value) {
        Path path = file.toAbsolutePath().resolveSibling(value);
        if (!Files.isReadable(path)) {
            add(key, "the file " + path + " does not exist or cannot be read");
        }
        return path;
    }

    /// The secret in a file, without the line end that editors add.
    String secret(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            add(key, "is missing; it names a file that holds the secret");
            return "";
        }
        Path path = readable(key, value);
        try {
            if (Files.isReadable(path)) {
                if (Files.size(path) > LONGEST_SECRET) {
                    add(key, "the file " + path + " is too long for a secret");
                    return "";
                }
                return Files.readString(path).strip();
            }
        } catch (IOException failure) {
            add(key, "the file " + path + " cannot be read: " + failure.getMessage());
        }
        return "";
    }

    /// Ends the check.
    ///
    /// @throws LauncherException that lists every problem
    void raise() {
        if (!problems.isEmpty()) {
            throw new LauncherException(file + " has " + problems.size()
                    + (problems.size() == 1 ? " mistake:" : " mistakes:") + "\n  - "
                    + String.join("\n  - ", problems) + "\nSee deploy/site.example.yaml for every setting.");
        }
    }
}
