package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A piece in a file.
record FilePiece(PieceId id, FileChannel channel, long length) implements OpenPiece {
    /// Empty when there is no such file.
    static Optional<OpenPiece> open(PieceId id, Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return Optional.of(new FilePiece(id, channel, channel.size()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new IOException("piece " + id + " ends at " + at);
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
