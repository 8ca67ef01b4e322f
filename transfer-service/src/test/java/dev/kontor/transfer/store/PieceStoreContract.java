package dev.kontor.transfer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every piece store keeps to.
abstract class PieceStoreContract {
    static final StoreLimits LIMITS = new StoreLimits(0, Duration.ofHours(1));

    /// Ahead of or behind the true time, because files and servers put their own time on what they keep.
    final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @TempDir
    Path folder;

    /// The same pieces each time.
    abstract PieceStore open(StoreLimits limits) throws IOException;

    /// Changes one byte of a stored piece behind the store's back.
    abstract void damage(PieceId id) throws IOException;

    static PieceId id(byte[] ciphertext) {
        return PieceId.of(Bytes.of(ciphertext));
    }

    static StagedPiece stage(PieceStore store, byte[] ciphertext) throws IOException {
        return store.stage(id(ciphertext), ByteBuffer.wrap(ciphertext));
    }

    static PieceId keep(PieceStore store, byte[] ciphertext) throws IOException {
        StagedPiece staged = stage(store, ciphertext);
        store.commit(List.of(staged));
        return staged.id();
    }

    static byte[] read(PieceStore store, PieceId id) throws IOException {
        try (OpenPiece piece = store.open(id).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
            piece.read(0, bytes);
            return bytes.array();
        }
    }

    @Test
    void aPieceCountsOnlyAfterTheCommit() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] ciphertext = Generator.seeded(1).bytes(100_000);
        StagedPiece staged = stage(store, ciphertext);
        assertFalse(store.contains(staged.id()));
        assertTrue(store.open(staged.id()).isEmpty());
        try (OpenPiece early = store.open(staged).orElseThrow()) {
            assertEquals(100_000, early.length());
        }
        store.commit(List.of(staged));
        assertTrue(store.contains(staged.id()));
        assertArrayEquals(ciphertext, read(store, staged.id()));
        assertArrayEquals(ciphertext, read(open(LIMITS), staged.id()));
    }

    @Test
    void takesTheLargestAndTheSmallestPieces() throws IOException {
        PieceStore store = open(LIMITS);
        for (int size : new int[] {1, 16, ContentLimits.LEAF, ContentLimits.MAX_CIPHERTEXT}) {
            byte[] ciphertext = Generator.seeded(size).bytes(size);
            assertArrayEquals(ciphertext, read(store, keep(store, ciphertext)));
        }
    }

    @Test
    void readsAnyPartInAnyOrderAndRefusesToReadBehindTheEnd() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] ciphertext = Generator.seeded(2).bytes(500_000);
        PieceId id = keep(store, ciphertext);
        try (OpenPiece piece = store.open(id).orElseThrow()) {
            for (int at : new int[] {490_000, 0, 1000, 2000, 499_000, 7}) {
                ByteBuffer part = ByteBuffer.allocate(1000);
                piece.read(at, part);
                assertEquals(Bytes.of(ciphertext, at, 1000), Bytes.of(part.flip()));
            }
            assertThrows(IOException.class, () -> piece.read(499_500, ByteBuffer.allocate(1000)));
        }
    }

    @Test
    void whatWasCommittedIsThereAfterTheProcessDied() {
        Generator.check(5, generator -> {
            PieceStore store = open(LIMITS);
            Set<PieceId> committed = new HashSet<>();
            for (int group = generator.between(1, 3); group > 0; group--) {
                List<StagedPiece> staged = new ArrayList<>();
                for (int i = generator.between(1, 4); i > 0; i--) {
                    staged.add(stage(store, generator.bytes(generator.between(1, 5000))));
                }
                if (generator.chance(0.7)) {
                    store.commit(staged);
                    staged.forEach(piece -> committed.add(piece.id()));
                }
            }
            PieceStore reopened = open(LIMITS);
            for (PieceId id : committed) {
                assertEquals(id, id(read(reopened, id)));
            }
        });
    }

    @Test
    void stagingTheSamePieceTwiceIsHarmless() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] ciphertext = Generator.seeded(3).bytes(10);
        store.commit(List.of(stage(store, ciphertext), stage(store, ciphertext)));
        assertArrayEquals(ciphertext, read(store, id(ciphertext)));
    }

    @Test
    void manyCommitAtOnce() throws IOException {
        PieceStore store = open(LIMITS);
        List<CompletableFuture<PieceId>> all = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return keep(store, Generator.seeded(i).bytes(20_000));
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                }))
                .toList();
        for (CompletableFuture<PieceId> one : all) {
            assertEquals(one.join(), id(read(store, one.join())));
        }
    }

    @Test
    void forgetsWhatIsDiscarded() throws IOException {
        PieceStore store = open(LIMITS);
        StagedPiece staged = stage(store, new byte[5]);
        store.discard(List.of(staged));
        assertFalse(store.contains(staged.id()));
        assertTrue(store.open(staged.id()).isEmpty());
    }

    @Test
    void refusesWhatWouldEatTheReserve() throws IOException {
        PieceStore full = open(new StoreLimits(Long.MAX_VALUE / 2, Duration.ZERO));
        assertEquals(0, full.room());
        assertThrows(StoreFullException.class, () -> stage(full, new byte[1]));
    }

    @Test
    void holdsNoMoreThanItMayAndCountsWhatIsThereAfterARestart() throws IOException {
        StoreLimits limits = new StoreLimits(0, 1000, Duration.ofHours(1));
        PieceStore store = open(limits);
        PieceId first = keep(store, Generator.seeded(1).bytes(600));
        assertThrows(StoreFullException.class, () -> stage(store, new byte[500]));
        assertEquals(400, store.room());
        assertThrows(
                StoreFullException.class, () -> keep(store, Generator.seeded(1).bytes(600)));
        store.discard(List.of(stage(store, new byte[400])));
        assertEquals(400, store.room());
        PieceStore reopened = open(limits);
        assertEquals(400, reopened.room());
        reopened.quarantine(first);
        assertEquals(1000, reopened.room());
        PieceId small = keep(reopened, Generator.seeded(2).bytes(100));
        assertEquals(small, keep(reopened, Generator.seeded(2).bytes(100)));
        assertEquals(900, reopened.room());
        ahead.set(Duration.ofHours(2));
        assertEquals(1, reopened.collect(id -> false));
        assertEquals(1000, reopened.room());
    }

    @Test
    void collectsOnlyWhatIsOldAndUnreferenced() throws IOException {
        PieceStore store = open(LIMITS);
        PieceId kept = keep(store, Generator.seeded(1).bytes(10));
        PieceId touched = keep(store, Generator.seeded(2).bytes(10));
        PieceId garbage = keep(store, Generator.seeded(3).bytes(10));
        assertEquals(0, store.collect(kept::equals));
        ahead.set(Duration.ofHours(2));
        assertTrue(store.touch(touched));
        assertEquals(1, store.collect(kept::equals));
        assertTrue(store.contains(kept));
        assertTrue(store.contains(touched));
        assertFalse(store.contains(garbage));
        assertFalse(store.touch(garbage));
        assertTrue(store.open(garbage).isEmpty());
    }

    @Test
    void aDamagedPieceIsTakenOutOfTheWay() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] good = Generator.seeded(4).bytes(5000);
        PieceId id = keep(store, good);
        damage(id);
        assertFalse(id.equals(id(read(store, id))));
        store.quarantine(id);
        assertFalse(store.contains(id));
        assertTrue(store.open(id).isEmpty());
        store.quarantine(id);
        assertEquals(id, keep(store, good));
        assertArrayEquals(good, read(store, id));
        assertEquals(id, id(read(open(LIMITS), id)));
    }

    @Test
    void listsItsShards() throws IOException {
        PieceStore store = open(LIMITS);
        Set<PieceId> all = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            all.add(keep(store, Generator.seeded(i).bytes(50)));
        }
        Set<PieceId> found = new HashSet<>();
        for (int shard = 0; shard < PieceStore.SHARDS; shard++) {
            for (PieceId id : store.shard(shard)) {
                assertEquals(shard, PieceStore.shardOf(id));
                assertTrue(found.add(id));
            }
        }
        assertEquals(all, found);
    }
}
