package dev.kontor.transfer.store;

import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The files of a folder of packs: `<number>.pack`, and beside each that grows no more a `<number>.table` of what is in
/// it.
///
/// A table only spares reading the pack: it is not flushed, and one that is torn or missing is made again from the
/// pack, of which only pieces count whose content has the id that their record says. Safe for use by any thread.
final class PackFolder {
    private static final String PACK = ".pack";
    private static final String TABLE = ".table";

    private final Path folder;

    PackFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        sync();
    }

    Path pack(int number) {
        return folder.resolve(String.format("%08x", number) + PACK);
    }

    private Path table(int number) {
        return folder.resolve(String.format("%08x", number) + TABLE);
    }

    /// The numbers of all packs, oldest first.
    List<Integer> numbers() throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + PACK)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                numbers.add(Integer.parseUnsignedInt(name, 0, name.length() - PACK.length(), 16));
            }
        }
        return List.copyOf(numbers);
    }

    /// A new pack, whose name survives power loss.
    Pack create(int number) throws IOException {
        FileChannel channel = FileChannel.open(pack(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.write(PackFormat.fileHeader());
            sync();
            return new Pack(number, channel);
        } catch (IOException failure) {
            channel.close();
            Files.deleteIfExists(pack(number));
            throw failure;
        }
    }

    /// The pieces of a pack that grows no more.
    List<PackEntry> entries(int number) throws IOException {
        Optional<List<PackEntry>> known = readTable(number);
        if (known.isPresent()) {
            return known.get();
        }
        List<PackEntry> found = scan(number);
        writeTable(number, found);
        return found;
    }

    /// A pack grows no more; one without pieces goes.
    void finish(int number, List<PackEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            delete(number);
        } else {
            writeTable(number, entries);
        }
    }

    private void writeTable(int number, List<PackEntry> entries) throws IOException {
        ByteBuffer bytes = PackFormat.table(Math.toIntExact(Files.size(pack(number))), entries);
        try (FileChannel out = FileChannel.open(
                table(number),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    private Optional<List<PackEntry>> readTable(int number) throws IOException {
        try {
            return PackFormat.entries(Files.readAllBytes(table(number)), Files.size(pack(number)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Forgets the table, so that the next start reads the pack itself and finds what is damaged.
    void distrust(int number) throws IOException {
        Files.deleteIfExists(table(number));
        sync();
    }

    void delete(int number) throws IOException {
        Files.deleteIfExists(table(number));
        Files.deleteIfExists(pack(number));
    }

    long size(int number) throws IOException {
        return Files.size(pack(number));
    }

    /// Reads a pack from its beginning to the first record that is none: where a crash cut it off.
    private List<PackEntry> scan(int number) throws IOException {
        List<PackEntry> found = new ArrayList<>();
        PieceHasher hasher = new PieceHasher();
        try (FileChannel in = FileChannel.open(pack(number), StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(PackFormat.FILE_HEADER);
            long size = in.size();
            if (!fill(in, head, 0) || !PackFormat.isFileHeader(head)) {
                return found;
            }
            byte[] header = new byte[PackFormat.RECORD_HEADER];
            ByteBuffer content = ByteBuffer.allocate(ContentLimits.DEFAULT_PIECE);
            long at = PackFormat.FILE_HEADER;
            while (at + header.length < size && fill(in, ByteBuffer.wrap(header), at)) {
                int offset = Math.toIntExact(at + header.length);
                Optional<PackEntry> record = PackFormat.record(header, offset);
                if (record.isEmpty() || offset + (long) record.get().length() > size) {
                    break;
                }
                if (intact(in, record.get(), hasher, content)) {
                    found.add(record.get());
                }
                at = offset + (long) record.get().length();
            }
        }
        return found;
    }

    private static boolean intact(FileChannel in, PackEntry entry, PieceHasher hasher, ByteBuffer portion)
            throws IOException {
        hasher.reset();
        for (int done = 0; done < entry.length(); ) {
            portion.clear().limit(Math.min(portion.capacity(), entry.length() - done));
            if (!fill(in, portion, entry.offset() + (long) done)) {
                return false;
            }
            done += portion.remaining();
            hasher.update(portion);
        }
        return hasher.finish().equals(entry.id());
    }

    /// Reads until the buffer is full, and makes it ready to be read; false when the file ends before.
    private static boolean fill(FileChannel in, ByteBuffer target, long from) throws IOException {
        long at = from;
        while (target.hasRemaining()) {
            int read = in.read(target, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        target.flip();
        return true;
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
