package dev.kontor.transfer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePieceStoreTest {
    private static final StoreLimits LIMITS = new StoreLimits(0, Duration.ofHours(1));

    private final ManualClock clock = ManualClock.start();

    @TempDir
    private Path folder;

    private FilePieceStore open() throws IOException {
        return FilePieceStore.open(folder, LIMITS, clock);
    }

    private static PieceId id(byte[] ciphertext) {
        return PieceId.of(Bytes.of(ciphertext));
    }

    private static StagedPiece stage(PieceStore store, byte[] ciphertext) throws IOException {
        return store.stage(id(ciphertext), ByteBuffer.wrap(ciphertext));
    }

    private static byte[] read(PieceStore store, PieceId id) throws IOException {
        try (OpenPiece piece = store.open(id).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
            piece.read(0, bytes);
            return bytes.array();
        }
    }

    @Test
    void aPieceCountsOnlyAfterTheCommit() throws IOException {
        FilePieceStore store = open();
        byte[] ciphertext = Generator.seeded(1).bytes(100_000);
        StagedPiece staged = stage(store, ciphertext);
        assertFalse(store.contains(staged.id()));
        assertTrue(store.open(staged.id()).isEmpty());
        store.commit(List.of(staged));
        assertTrue(store.contains(staged.id()));
        assertArrayEquals(ciphertext, read(store, staged.id()));
    }

    @Test
    void readsAnyPartAndRefusesToReadBehindTheEnd() throws IOException {
        FilePieceStore store = open();
        byte[] ciphertext = Generator.seeded(2).bytes(50_000);
        StagedPiece staged = stage(store, ciphertext);
        store.commit(List.of(staged));
        try (OpenPiece piece = store.open(staged.id()).orElseThrow()) {
            ByteBuffer part = ByteBuffer.allocate(1000);
            piece.read(49_000, part);
            assertEquals(Bytes.of(ciphertext, 49_000, 1000), Bytes.of(part.flip()));
            assertThrows(IOException.class, () -> piece.read(49_500, ByteBuffer.allocate(1000)));
        }
    }

    @Test
    void whateverACrashInterruptsIsThereWholeOrNotAtAll() {
        Generator.check(12, generator -> {
            try (Stream<Path> old = Files.walk(folder)) {
                old.sorted((a, b) -> b.compareTo(a))
                        .filter(path -> !path.equals(folder))
                        .forEach(path -> path.toFile().delete());
            }
            FilePieceStore store = open();
            Set<PieceId> committed = new HashSet<>();
            for (int group = generator.between(1, 4); group > 0; group--) {
                List<StagedPiece> staged = new ArrayList<>();
                for (int i = generator.between(1, 5); i > 0; i--) {
                    staged.add(stage(store, generator.bytes(generator.between(1, 5000))));
                }
                if (generator.chance(0.7)) {
                    store.commit(staged);
                    staged.forEach(piece -> committed.add(piece.id()));
                }
            }
            Files.write(folder.resolve("incoming").resolve("torn"), generator.bytesUpTo(50));

            FilePieceStore reopened = open();
            for (PieceId id : committed) {
                assertEquals(id, id(read(reopened, id)));
            }
            try (Stream<Path> leftovers = Files.list(folder.resolve("incoming"))) {
                assertEquals(0, leftovers.count());
            }
        });
    }

    @Test
    void stagingTheSamePieceTwiceIsHarmless() throws IOException {
        FilePieceStore store = open();
        byte[] ciphertext = Generator.seeded(3).bytes(10);
        List<StagedPiece> both = List.of(stage(store, ciphertext), stage(store, ciphertext));
        store.commit(both);
        assertArrayEquals(ciphertext, read(store, id(ciphertext)));
    }

    @Test
    void refusesWhatWouldEatTheReserve() throws IOException {
        FilePieceStore full = FilePieceStore.open(folder, new StoreLimits(Long.MAX_VALUE / 2, Duration.ZERO), clock);
        assertEquals(0, full.room());
        assertThrows(StoreFullException.class, () -> stage(full, new byte[1]));
        try (Stream<Path> leftovers = Files.list(folder.resolve("incoming"))) {
            assertEquals(0, leftovers.count());
        }
    }

    @Test
    void collectsOnlyWhatIsOldAndUnreferenced() throws IOException {
        FilePieceStore store = open();
        List<StagedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(stage(store, Generator.seeded(i).bytes(10)));
        }
        store.commit(pieces);
        PieceId kept = pieces.get(0).id();
        PieceId touched = pieces.get(1).id();
        PieceId garbage = pieces.get(2).id();
        for (StagedPiece piece : pieces) {
            Files.setLastModifiedTime(file(piece.id()), FileTime.from(clock.instant()));
        }
        assertEquals(0, store.collect(kept::equals));
        clock.advance(Duration.ofHours(2));
        assertTrue(store.touch(touched));
        assertEquals(1, store.collect(kept::equals));
        assertTrue(store.contains(kept));
        assertTrue(store.contains(touched));
        assertFalse(store.contains(garbage));
        assertFalse(store.touch(garbage));
    }

    @Test
    void aDamagedPieceIsTakenOutOfTheWay() throws IOException {
        FilePieceStore store = open();
        StagedPiece staged = stage(store, new byte[10]);
        store.commit(List.of(staged));
        store.quarantine(staged.id());
        assertFalse(store.contains(staged.id()));
        store.quarantine(staged.id());
        store.commit(List.of(stage(store, new byte[10])));
        assertTrue(store.contains(staged.id()));
    }

    private Path file(PieceId id) {
        return folder.resolve("pieces").resolve(id.toString().substring(0, 2)).resolve(id.toString());
    }
}
