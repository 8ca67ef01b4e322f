package dev.kontor.discovery.dht;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.discovery.store.SequenceMemory.Seen;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The highest sequence numbers that a node has seen, on disk: a journal of lines of 76 bytes, `key 32 | publisher 32 |
/// sequence 8 | CRC-32C of these 4`. A torn or damaged line is passed over. Reading makes the journal short again.
/// Blocks; one thread at a time.
final class SequenceFile {
    private static final int BODY = 72;
    private static final int LINE = BODY + 4;

    private final Path path;

    SequenceFile(Path directory) {
        this.path = directory.resolve("sequences.log");
    }

    /// The newest number of each place; the journal is written anew when it had become long.
    synchronized List<Seen> read() throws IOException {
        byte[] journal;
        try {
            journal = Files.readAllBytes(path);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        Map<Bytes, Seen> places = new LinkedHashMap<>();
        for (int at = 0; at + LINE <= journal.length; at += LINE) {
            if (sum(journal, at) == ByteBuffer.wrap(journal).getInt(at + BODY)) {
                Seen seen = seen(ByteBuffer.wrap(journal, at, BODY));
                places.merge(Bytes.of(journal, at, 64), seen, (a, b) -> a.sequence() > b.sequence() ? a : b);
            }
        }
        List<Seen> all = new ArrayList<>(places.values());
        List<Seen> newest = all.subList(Math.max(0, all.size() - SequenceMemory.PLACES), all.size());
        if (journal.length != newest.size() * LINE) {
            new AtomicFile(path).write(Bytes.of(lines(newest).array()));
        }
        return newest;
    }

    private static Seen seen(ByteBuffer line) {
        byte[] key = new byte[Key.BYTES];
        byte[] publisher = new byte[32];
        line.get(key).get(publisher);
        return new Seen(Key.of(Bytes.of(key)), Bytes.of(publisher), line.getLong());
    }

    /// Adds what is new, and returns when it would survive a loss of power.
    synchronized void append(List<Seen> news) throws IOException {
        if (news.isEmpty()) {
            return;
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer lines = lines(news);
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(true);
        }
    }

    private static ByteBuffer lines(List<Seen> all) {
        ByteBuffer lines = ByteBuffer.allocate(all.size() * LINE);
        for (Seen seen : all) {
            int at = lines.position();
            lines.put(seen.key().bytes().toArray())
                    .put(seen.publisher().toArray())
                    .putLong(seen.sequence());
            lines.putInt(sum(lines.array(), at));
        }
        return lines.flip();
    }

    private static int sum(byte[] journal, int at) {
        CRC32C sum = new CRC32C();
        sum.update(journal, at, BODY);
        return (int) sum.getValue();
    }
}
