package dev.kontor.transfer.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.rig.Damage;
import dev.kontor.wire.content.PieceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackPieceStoreTest extends PieceStoreContract {
    /// Another process, which opens the store of a folder and keeps it until its input ends.
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            PieceStore store = PackPieceStore.open(Path.of(arguments[0]), LIMITS, Clock.systemUTC());
            System.out.println("open " + store.room());
            int ended = System.in.read();
            System.out.println("over " + ended);
        }
    }

    @Test
    void twoProcessesCannotShareAFolder() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told = other.inputReader()) {
            String first = told.readLine();
            assertTrue(first != null && first.startsWith("open"), first);
            IOException refused = assertThrows(IOException.class, () -> open(LIMITS));
            assertTrue(String.valueOf(refused.getMessage()).contains("another process"), refused.toString());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertTrue(open(LIMITS).room() > 0);
    }

    private PackPieceStore open() throws IOException {
        return open(LIMITS);
    }

    @Override
    PackPieceStore open(StoreLimits limits) throws IOException {
        return PackPieceStore.open(folder, limits, clock);
    }

    @Override
    void damage(PieceId id) throws IOException {
        Damage.overwrite(folder, id, 20);
    }

    @Test
    void whateverACrashInterruptsIsThereWholeOrNotAtAll() {
        Generator.check(12, generator -> {
            clear();
            PackPieceStore store = open();
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
            Path pack = newestPack();
            Files.write(pack, generator.bytesUpTo(50), StandardOpenOption.APPEND);

            PackPieceStore reopened = open();
            for (PieceId id : committed) {
                assertEquals(id, id(read(reopened, id)));
            }
        });
    }

    @Test
    void aPackGoesWhenLessThanHalfOfItIsNeeded() throws IOException {
        PackPieceStore store = open();
        List<StagedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            pieces.add(stage(store, Generator.seeded(i).bytes(3 << 20)));
        }
        store.commit(pieces);
        ahead.set(Duration.ofHours(2));
        Set<PieceId> kept = Set.of(pieces.get(1).id(), pieces.get(23).id());
        assertEquals(22, store.collect(kept::contains));
        assertTrue(bytesOf(folder) < 30L << 20, "only what is needed is left");
        PackPieceStore reopened = open();
        for (PieceId id : kept) {
            assertEquals(id, id(read(store, id)));
            assertEquals(id, id(read(reopened, id)));
        }
    }

    @Test
    void aPieceStaysReadableWhileItsPackGoes() throws IOException {
        PackPieceStore store = open();
        StagedPiece needed = stage(store, Generator.seeded(1).bytes(1000));
        StagedPiece garbage = stage(store, Generator.seeded(2).bytes(1 << 20));
        store.commit(List.of(needed, garbage));
        PackPieceStore reopened = open();
        try (OpenPiece open = reopened.open(needed.id()).orElseThrow()) {
            ahead.set(Duration.ofHours(2));
            assertEquals(1, reopened.collect(needed.id()::equals));
            assertEquals(needed.id(), PieceId.of(PackedPiece.bytes(open)));
        }
        assertEquals(needed.id(), id(read(reopened, needed.id())));
    }

    @Test
    void manySmallPacksBecomeOne() throws IOException {
        List<PieceId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PackPieceStore started = open();
            StagedPiece staged = stage(started, Generator.seeded(i).bytes(5000));
            started.commit(List.of(staged));
            ids.add(staged.id());
        }
        PackPieceStore store = open();
        assertEquals(0, store.collect(_ -> true));
        assertEquals(1, packs().size());
        PackPieceStore reopened = open();
        for (PieceId id : ids) {
            assertEquals(id, id(read(reopened, id)));
        }
    }

    /// The table spares reading the pack; without it, or with one that any bit is wrong in, all is as before.
    @Test
    void aWrongTableIsMadeAgain() {
        Generator.check(20, generator -> {
            clear();
            PackPieceStore store = open();
            StagedPiece staged = stage(store, generator.bytes(generator.between(1, 50_000)));
            store.commit(List.of(staged));
            open();
            Path table = folder.resolve("packs").resolve("00000001.table");
            byte[] bytes = Files.readAllBytes(table);
            bytes[generator.between(0, bytes.length - 1)] ^= (byte) (1 << generator.between(0, 7));
            Files.write(table, generator.chance(0.5) ? bytes : Arrays.copyOf(bytes, bytes.length / 2));
            assertEquals(staged.id(), id(read(open(), staged.id())));
        });
    }

    @Test
    void onlyWholePiecesOfAPackWithoutATableCount() throws IOException {
        PackPieceStore store = open();
        List<StagedPiece> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(stage(store, Generator.seeded(i).bytes(20_000)));
        }
        store.commit(pieces);
        Path pack = newestPack();
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        PackPieceStore reopened = open();
        assertTrue(reopened.contains(pieces.get(0).id()));
        assertFalse(reopened.contains(pieces.get(1).id()));
        assertTrue(reopened.contains(pieces.get(2).id()));
    }

    @Test
    void takesOverWhatLayInFilesOfItsOwn() throws IOException {
        byte[] ciphertext = Generator.seeded(7).bytes(30_000);
        PieceId id = id(ciphertext);
        Path shard = folder.resolve("pieces").resolve(id.toString().substring(0, 2));
        Files.createDirectories(shard);
        Files.write(shard.resolve(id.toString()), ciphertext);
        assertArrayEquals(ciphertext, read(open(), id));
        assertFalse(Files.exists(folder.resolve("pieces")));
        assertArrayEquals(ciphertext, read(open(), id));
    }

    @Test
    void severalAppendAtOnce() throws Exception {
        PackPieceStore store = open();
        List<CompletableFuture<List<PieceId>>> writers = new ArrayList<>();
        for (int writer = 0; writer < 6; writer++) {
            Generator generator = Generator.seeded(writer);
            writers.add(CompletableFuture.supplyAsync(() -> write(store, generator)));
        }
        for (CompletableFuture<List<PieceId>> writer : writers) {
            for (PieceId id : writer.get()) {
                assertEquals(id, id(read(store, id)));
            }
        }
        PackPieceStore reopened = open();
        for (CompletableFuture<List<PieceId>> writer : writers) {
            for (PieceId id : writer.get()) {
                assertEquals(id, id(read(reopened, id)));
            }
        }
    }

    private static List<PieceId> write(PackPieceStore store, Generator generator) {
        try {
            List<PieceId> ids = new ArrayList<>();
            for (int group = 0; group < 20; group++) {
                List<StagedPiece> staged = new ArrayList<>();
                for (int i = generator.between(1, 5); i > 0; i--) {
                    staged.add(stage(store, generator.bytes(generator.between(1, 200_000))));
                }
                if (generator.chance(0.2)) {
                    store.discard(staged);
                } else {
                    store.commit(staged);
                    staged.forEach(piece -> ids.add(piece.id()));
                }
            }
            return ids;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> old = Files.walk(folder)) {
            old.sorted((a, b) -> b.compareTo(a))
                    .filter(path -> !path.equals(folder))
                    .forEach(path -> path.toFile().delete());
        }
    }

    private List<Path> packs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("packs"))) {
            return files.filter(file -> file.toString().endsWith(".pack"))
                    .sorted()
                    .toList();
        }
    }

    private Path newestPack() throws IOException {
        return packs().getLast();
    }

    private static long bytesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
