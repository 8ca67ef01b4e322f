package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// One file a piece: `pieces/<first byte of the id>/<id>`, staged as `incoming/<number>`, damaged ones in `damaged/`.
///
/// Write order: temporary file, fsync, rename, fsync of the folder; a commit does each step for its whole group before
/// the next, because a file system flushes many files together almost as fast as one. Opening the store removes what
/// was staged when the process died. Two processes must not share a folder.
public final class FilePieceStore implements PieceStore {
    private final Path pieces;
    private final Path incoming;
    private final Path damaged;
    private final FileStore volume;
    private final StoreLimits limits;
    private final Clock clock;
    private final AtomicLong nextName = new AtomicLong();

    private FilePieceStore(Path root, StoreLimits limits, Clock clock) throws IOException {
        this.pieces = root.resolve("pieces");
        this.incoming = root.resolve("incoming");
        this.damaged = root.resolve("damaged");
        this.limits = limits;
        this.clock = clock;
        Files.createDirectories(pieces);
        Files.createDirectories(incoming);
        Files.createDirectories(damaged);
        this.volume = Files.getFileStore(root);
    }

    /// Opens the store in a folder, which is created when absent, and clears what a crash left.
    public static FilePieceStore open(Path root, StoreLimits limits, Clock clock) throws IOException {
        FilePieceStore store = new FilePieceStore(root, limits, clock);
        store.prepare();
        return store;
    }

    private void prepare() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(incoming)) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        syncFolder(pieces);
    }

    @Override
    public boolean contains(PieceId id) {
        return Files.exists(file(id));
    }

    @Override
    public Optional<OpenPiece> open(PieceId id) throws IOException {
        return open(id, file(id));
    }

    @Override
    public Optional<OpenPiece> open(StagedPiece piece) throws IOException {
        return open(piece.id(), incoming.resolve(piece.name()));
    }

    private static Optional<OpenPiece> open(PieceId id, Path file) throws IOException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return Optional.of(new FilePiece(id, channel, channel.size()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public StagedPiece stage(PieceId id, ByteBuffer ciphertext) throws IOException {
        requireRoom(ciphertext.remaining());
        long length = ciphertext.remaining();
        String name = Long.toString(nextName.incrementAndGet());
        Path temporary = incoming.resolve(name);
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (ciphertext.hasRemaining()) {
                out.write(ciphertext);
            }
        } catch (IOException failure) {
            Files.deleteIfExists(temporary);
            throw explained(failure);
        }
        return new StagedPiece(id, name, length);
    }

    @Override
    public void commit(Collection<StagedPiece> group) throws IOException {
        try {
            for (StagedPiece piece : group) {
                sync(incoming.resolve(piece.name()));
            }
            Set<Path> folders = new TreeSet<>();
            for (StagedPiece piece : group) {
                Path target = file(piece.id());
                createFolder(folder(target));
                Files.move(incoming.resolve(piece.name()), target, StandardCopyOption.ATOMIC_MOVE);
                folders.add(folder(target));
            }
            for (Path folder : folders) {
                syncFolder(folder);
            }
        } catch (IOException failure) {
            throw explained(failure);
        }
    }

    @Override
    public void discard(Collection<StagedPiece> group) {
        for (StagedPiece piece : group) {
            // Whatever cannot be deleted now is deleted at the next start.
            boolean _ = incoming.resolve(piece.name()).toFile().delete();
        }
    }

    @Override
    public void quarantine(PieceId id) throws IOException {
        try {
            Files.move(file(id), damaged.resolve(id.toString()), StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException absent) {
            return;
        }
        syncFolder(folder(file(id)));
    }

    @Override
    public boolean touch(PieceId id) throws IOException {
        try {
            Files.setLastModifiedTime(file(id), FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    @Override
    public long collect(Predicate<PieceId> referenced) throws IOException {
        FileTime youngest = FileTime.from(clock.instant().minus(limits.grace()));
        long removed = 0;
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(pieces)) {
            for (Path shard : shards) {
                try (DirectoryStream<Path> folder = Files.newDirectoryStream(shard)) {
                    for (Path piece : folder) {
                        removed += collect(piece, youngest, referenced) ? 1 : 0;
                    }
                }
            }
        }
        return removed;
    }

    private static boolean collect(Path piece, FileTime youngest, Predicate<PieceId> referenced) throws IOException {
        PieceId id = PieceId.parse(name(piece));
        if (referenced.test(id) || Files.getLastModifiedTime(piece).compareTo(youngest) > 0) {
            return false;
        }
        return Files.deleteIfExists(piece);
    }

    @Override
    public long room() throws IOException {
        return Math.max(0, volume.getUsableSpace() - limits.reserveBytes());
    }

    private void requireRoom(long bytes) throws IOException {
        long room = room();
        if (bytes > room) {
            throw new StoreFullException("the disk of " + pieces + " is full: " + room
                    + " bytes left above the reserve of " + limits.reserveBytes());
        }
    }

    private void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            syncFolder(pieces);
        }
    }

    private IOException explained(IOException failure) {
        return StoreFullException.says(failure)
                ? new StoreFullException("the disk of " + pieces + " is full", failure)
                : failure;
    }

    private Path file(PieceId id) {
        String name = id.toString();
        return pieces.resolve(name.substring(0, 2)).resolve(name);
    }

    private Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? pieces : folder;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record FilePiece(PieceId id, FileChannel channel, long length) implements OpenPiece {
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
}
