package dev.kontor.cli.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/// The unfinished file beside the target, `.kontor-<target>-<content>.part`.
///
/// Its name holds the digest of the content that it will have, so a later run continues exactly the same content or
/// starts afresh, without a second file that says what the first one is. Content without a digest is never continued.
record Part(Path file, Path target, boolean resumable) {

    private static final int NAME_DIGITS = 12;

    static Part of(Path target, Optional<Digest> announced) {
        Path name = target.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("a file needs a name: " + target);
        }
        MessageDigest digest = Digest.start();
        digest.update(name.toString().getBytes(StandardCharsets.UTF_8));
        String which = Digest.of(digest.digest()).hex().substring(0, NAME_DIGITS);
        String content = announced.map(Digest::hex).orElse("live");
        Path file = target.resolveSibling(".kontor-" + which + "-" + content + ".part");
        return new Part(file, target, announced.isPresent());
    }

    /// How much an earlier run left.
    long length() throws IOException {
        return resumable && Files.isRegularFile(file) ? Files.size(file) : 0;
    }

    FileChannel open(boolean append) throws IOException {
        return append
                ? FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : FileChannel.open(
                        file,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING);
    }

    void discard() throws IOException {
        Files.deleteIfExists(file);
    }

    /// Gives the verified content its name. Its bytes are on disk before that, so a crash leaves the old file or the
    /// new one.
    void complete() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
