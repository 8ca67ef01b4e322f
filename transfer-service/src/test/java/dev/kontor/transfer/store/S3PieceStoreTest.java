package dev.kontor.transfer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.rig.S3Server;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class S3PieceStoreTest extends PieceStoreContract {
    private final List<S3PieceStore> opened = new ArrayList<>();
    private S3Server server;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(folder.resolve("s3"));
    }

    @AfterEach
    void stop() {
        opened.forEach(S3PieceStore::close);
        server.close();
    }

    @Override
    PieceStore open(StoreLimits limits) throws IOException {
        S3PieceStore store = S3PieceStore.open(server.place(), folder, limits, clock);
        opened.add(store);
        return store;
    }

    private Path object(PieceId id) {
        return server.bucket()
                .resolve("one/pieces")
                .resolve(id.toString().substring(0, 2))
                .resolve(id.toString());
    }

    @Override
    void damage(PieceId id) throws IOException {
        byte[] bytes = Files.readAllBytes(object(id));
        bytes[bytes.length / 2] ^= 1;
        Files.write(object(id), bytes);
    }

    @Test
    void noticesWhatIsGone() throws IOException {
        PieceStore store = open(LIMITS);
        PieceId lost = keep(store, new byte[50]);
        Files.delete(object(lost));
        assertFalse(store.shard(PieceStore.shardOf(lost)).contains(lost));
        assertFalse(store.contains(lost));
        assertTrue(store.open(lost).isEmpty());
    }

    private String refusal(S3Place place) {
        IOException refused =
                assertThrows(IOException.class, () -> S3PieceStore.open(place, folder.resolve("other"), LIMITS, clock));
        assertFalse(refused.toString().contains(S3Server.CREDENTIALS.secretKey()));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void saysAtTheStartWhatIsWrong() {
        S3Place.Credentials wrong = new S3Place.Credentials("site", "another secret");
        String refused = refusal(server.place(S3Server.BUCKET, wrong));
        assertTrue(refused.contains("check the access key"), refused);
        assertFalse(refused.contains("another secret"), refused);
        S3Place.Credentials stranger = new S3Place.Credentials("stranger", "another secret");
        assertTrue(refusal(server.place(S3Server.BUCKET, stranger)).contains("check the access key"));
        String nowhere = refusal(server.place("no-such-bucket", S3Server.CREDENTIALS));
        assertTrue(nowhere.contains("there is no bucket no-such-bucket"), nowhere);
        S3Place gone = new S3Place(
                Optional.of(URI.create("http://127.0.0.1:1")), "us-east-1", "b", "", true, S3Server.CREDENTIALS);
        String unreachable = refusal(gone);
        assertTrue(unreachable.contains("http://127.0.0.1:1/b cannot be reached"), unreachable);
        assertEquals("Credentials[…]", S3Server.CREDENTIALS.toString());
    }

    @Test
    void refusesPlacesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> place("ftp://x", "b", ""));
        assertThrows(IllegalArgumentException.class, () -> place("http://x", "", ""));
        assertThrows(IllegalArgumentException.class, () -> place("http://x", "b", "no-slash"));
        assertThrows(IllegalArgumentException.class, () -> new S3Place.Credentials("", "x"));
    }

    private static S3Place place(String endpoint, String bucket, String prefix) {
        return new S3Place(Optional.of(URI.create(endpoint)), "us-east-1", bucket, prefix, true, S3Server.CREDENTIALS);
    }

    @Test
    void whileTheServerIsAwayNothingIsLostAndNothingHalfIsThere() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] ciphertext = Generator.seeded(5).bytes(100_000);
        PieceId before = keep(store, Generator.seeded(6).bytes(1000));
        StagedPiece staged = stage(store, ciphertext);
        int port = server.port();
        server.close();
        assertThrows(StoreAwayException.class, () -> store.commit(List.of(staged)));
        assertThrows(StoreAwayException.class, () -> store.open(before));
        assertThrows(StoreAwayException.class, store::room);
        assertThrows(StoreAwayException.class, () -> store.shard(PieceStore.shardOf(before)));
        assertFalse(store.contains(staged.id()));
        // Not known to be lost: it is only that nobody can be asked.
        assertTrue(store.contains(before));
        server = S3Server.start(folder.resolve("s3"), port);
        store.commit(List.of(staged));
        assertEquals(staged.id(), id(read(store, staged.id())));
        assertEquals(before, id(read(store, before)));
    }

    @Test
    void aReaderGoesOnAfterTheServerCameBack() throws IOException {
        PieceStore store = open(LIMITS);
        byte[] ciphertext = Generator.seeded(7).bytes(4_000_000);
        PieceId id = keep(store, ciphertext);
        try (OpenPiece piece = store.open(id).orElseThrow()) {
            java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate(ciphertext.length);
            all.limit(1000);
            piece.read(0, all);
            int port = server.port();
            server.close();
            server = S3Server.start(folder.resolve("s3"), port);
            all.limit(ciphertext.length);
            piece.read(1000, all);
            assertEquals(id, id(all.array()));
        }
    }

    @Test
    void otherKeysInTheBucketAreLeftAlone() throws IOException {
        Path foreign = server.bucket().resolve("one/pieces/aa/not-a-piece");
        Files.createDirectories(foreign.getParent());
        Files.write(foreign, new byte[3]);
        Path elsewhere = Files.write(server.bucket().resolve("elsewhere"), new byte[3]);
        PieceStore store = open(LIMITS);
        ahead.set(java.time.Duration.ofHours(2));
        assertEquals(0, store.collect(id -> false));
        assertEquals(List.of(), store.shard(0xaa));
        assertTrue(Files.exists(foreign));
        assertTrue(Files.exists(elsewhere));
    }
}
