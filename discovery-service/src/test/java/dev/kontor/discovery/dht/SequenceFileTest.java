package dev.kontor.discovery.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.SequenceMemory.Seen;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceFileTest {
    private static final Bytes PUBLISHER = Bytes.of(new byte[32]);

    @TempDir
    Path folder;

    private static Seen seen(long key, long sequence) {
        return new Seen(new Key(key, 0, 0, 0), PUBLISHER, sequence);
    }

    @Test
    void remembersTheHighestNumberOfEachPlace() throws IOException {
        SequenceFile file = new SequenceFile(folder);
        assertEquals(List.of(), file.read());
        file.append(List.of(seen(1, 5), seen(2, 1)));
        file.append(List.of(seen(1, 7)));
        assertEquals(List.of(seen(1, 7), seen(2, 1)), new SequenceFile(folder).read());
        assertEquals(2 * 76, Files.size(folder.resolve("sequences.log")), "the journal is short again");
    }

    @Test
    void passesOverWhatIsTornOrDamaged() throws IOException {
        SequenceFile file = new SequenceFile(folder);
        file.append(List.of(seen(1, 5), seen(2, 6), seen(3, 7)));
        Path journal = folder.resolve("sequences.log");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[80] ^= 1;
        Files.write(journal, Arrays.copyOf(bytes, bytes.length + 30));
        assertEquals(List.of(seen(1, 5), seen(3, 7)), file.read());
        file.append(List.of(seen(4, 8)));
        assertEquals(List.of(seen(1, 5), seen(3, 7), seen(4, 8)), file.read());
    }
}
