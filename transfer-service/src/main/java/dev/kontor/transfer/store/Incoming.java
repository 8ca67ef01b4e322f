package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Staged pieces in files of one folder, by number: not durable, gone after a restart. Safe for use by any thread.
final class Incoming {
    private final Path folder;
    private final Volume volume;
    private final Usage usage;
    private final AtomicLong nextName = new AtomicLong();

    private Incoming(Path folder, StoreLimits limits, Usage usage) throws IOException {
        this.folder = folder;
        this.usage = usage;
        this.volume = Volume.of(folder, limits);
    }

    /// Opens the folder, which is created when absent, and clears what a crash left.
    ///
    /// @throws IOException also when another process uses it
    static Incoming open(Path folder, StoreLimits limits, Usage usage) throws IOException {
        Files.createDirectories(folder);
        FolderLock.take(folder.resolveSibling(""));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        return new Incoming(folder, limits, usage);
    }

    Path file(StagedPiece piece) {
        return folder.resolve(piece.name());
    }

    Optional<OpenPiece> open(StagedPiece piece) throws IOException {
        return PackedPiece.alone(piece.id(), file(piece));
    }

    StagedPiece stage(PieceId id, ByteBuffer ciphertext) throws IOException {
        long length = ciphertext.remaining();
        volume.requireRoom(length);
        usage.take(length);
        String name = Long.toString(nextName.incrementAndGet());
        Path temporary = folder.resolve(name);
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (ciphertext.hasRemaining()) {
                out.write(ciphertext);
            }
        } catch (IOException failure) {
            usage.give(length);
            Files.deleteIfExists(temporary);
            throw volume.explained(failure);
        }
        return new StagedPiece(id, name, length);
    }

    /// Whatever cannot be deleted now is deleted at the next start.
    void discard(StagedPiece piece) {
        if (file(piece).toFile().delete()) {
            usage.give(piece.length());
        }
    }

    long room() throws IOException {
        return Math.min(usage.room(), volume.room());
    }

    IOException explained(IOException failure) {
        return volume.explained(failure);
    }
}
