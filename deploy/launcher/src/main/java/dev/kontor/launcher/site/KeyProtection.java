package dev.kontor.launcher.site;

import java.nio.file.Path;

/// What protects the organisation's private keys on disk.
public sealed interface KeyProtection {
    /// Where the secret is.
    Path file();

    /// A generated key.
    record KeyFile(Path file) implements KeyProtection {}

    /// Something that a person knows; stretched by Argon2id at each start, which takes memory and time.
    record Passphrase(Path file) implements KeyProtection {}
}
