package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;

/// Rotten pieces, kept for a while for whoever wants to know how they rotted.
record Damaged(Path folder, Clock clock) {
    // Our choice.
    private static final Duration KEPT = Duration.ofDays(7);

    void keep(PieceId id, ByteBuffer bytes) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(id.toString());
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    void forgetOld() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        FileTime oldest = FileTime.from(clock.instant().minus(KEPT));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.delete(file);
                }
            }
        }
    }
}
