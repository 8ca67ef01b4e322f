package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A piece within its pack. The file is its own, so a pack that is deleted meanwhile stays readable.
record PackedPiece(FileChannel channel, PackEntry entry) implements OpenPiece {
    /// Opens the piece; empty when there is no such pack.
    static Optional<OpenPiece> open(Path pack, PackEntry entry) throws IOException {
        try {
            return Optional.of(new PackedPiece(FileChannel.open(pack, StandardOpenOption.READ), entry));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /// Opens a piece that has a file of its own; empty when there is no such file.
    static Optional<OpenPiece> alone(PieceId id, Path file) throws IOException {
        try {
            return open(file, new PackEntry(id, 0, Math.toIntExact(Files.size(file))));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /// All of a piece.
    static ByteBuffer bytes(OpenPiece piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(piece.length()));
        piece.read(0, bytes);
        return bytes.flip();
    }

    @Override
    public long length() {
        return entry.length();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > entry.length()) {
            throw new IOException("piece " + entry.id() + " ends at " + entry.length());
        }
        long at = entry.offset() + offset;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new IOException("the pack of piece " + entry.id() + " ends at " + at);
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
