package dev.kontor.transfer.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.S3Server;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Failed;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.session.SessionEffect.Paused;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.session.SessionLimits;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.S3PieceStore;
import dev.kontor.transfer.store.StoreLimits;
import dev.kontor.transfer.throttle.Schedule;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.id.SnapshotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two data ports' ends in one process, over real TLS and real files.
@Timeout(60)
class PieceDownloadTest {
    private static final Subject SUBJECT =
            new Subject(NamespaceName.parse("invoices"), new SnapshotId(Bytes.of(new byte[32])), "");
    private static final SessionLimits LIMITS =
            new SessionLimits(1 << 20, 32, 8, 1 << 20, 2, 2, 3, 4, Duration.ofSeconds(5));

    private static final SessionLimits PATIENT =
            new SessionLimits(1 << 20, 32, 8, 1 << 20, 2, 2, 3, 4, Duration.ofSeconds(40));

    @TempDir
    private Path folder;

    private DataPortRig rig;
    private DataPortRig.FreshLines lines;
    private final Progress progress = new Progress();

    @BeforeEach
    void start() throws Exception {
        rig = new DataPortRig(folder);
        lines = rig.new FreshLines();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Outcome download(List<WantedPiece> wanted) throws InterruptedException {
        return new PieceDownload(
                        SUBJECT,
                        wanted,
                        new PieceDownload.Tools(lines, rig.receiverStore, rig.workers, Clock.systemUTC()),
                        LIMITS,
                        progress)
                .run();
    }

    @Test
    void bringsEveryPieceVerifiedOntoTheDisk() throws Exception {
        List<WantedPiece> wanted = rig.fill(40, 100_000, 1);
        assertEquals(new Complete(), download(wanted));
        for (WantedPiece piece : wanted) {
            assertTrue(rig.receiverStore.contains(piece.id()));
        }
        assertEquals(40, progress.verifiedPieces());
        assertEquals(40 * 100_000, progress.verifiedBytes());
        assertEquals(2, lines.opened.get());
        assertEquals(List.of(), lines.blamed);
    }

    @Test
    void whatMayNotBeSentNowIsAskedForAgain() throws Exception {
        List<WantedPiece> wanted = rig.fill(10, 100_000, 1);
        rig.sending.follow(Schedule.parse("0", ZoneId.of("UTC")));
        CompletableFuture<Outcome> running = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                running.complete(download(wanted));
            } catch (InterruptedException stopping) {
                running.completeExceptionally(stopping);
            }
        });
        ServiceUnderTest.await(() -> progress.waitingFor().contains("limits what it sends"));
        assertEquals(0, rig.shelf.sentBytes());
        rig.sending.follow(Schedule.UNLIMITED);
        assertEquals(new Complete(), running.join());
        assertEquals(List.of(), lines.blamed);
    }

    @Test
    void aPauseMakesWhatIsVerifiedDurableAndBlamesNobody() throws Exception {
        List<WantedPiece> wanted = rig.fill(10, 100_000, 1);
        rig.shelf.hold(wanted.stream().skip(4).map(piece -> piece.id().bytes()).collect(Collectors.toSet())::contains);
        PieceDownload download = new PieceDownload(
                SUBJECT,
                wanted,
                new PieceDownload.Tools(lines, rig.receiverStore, rig.workers, Clock.systemUTC()),
                LIMITS,
                progress);
        Thread.startVirtualThread(() -> {
            ServiceUnderTest.await(() -> progress.verifiedPieces() == 4);
            download.stop(Stop.PAUSE);
        });
        assertEquals(new Paused(), download.run());
        assertEquals(4, wanted.stream().filter(piece -> here(piece.id())).count());
        assertEquals(List.of(), lines.blamed);
    }

    private boolean here(PieceId id) {
        return rig.receiverStore.contains(id);
    }

    @Test
    void sendsPiecesOfAnySize() throws Exception {
        for (int size : new int[] {12, 16_384, 262_144, 262_145, 4 << 20}) {
            List<WantedPiece> wanted = rig.fill(2, size, size);
            assertEquals(new Complete(), download(wanted), "pieces of " + size + " bytes");
        }
    }

    @Test
    void refusesAFlippedBitNamesItAndGivesUpWhenItStays() throws Exception {
        List<WantedPiece> wanted = rig.fill(5, 50_000, 1);
        flip(wanted.get(3).id());
        assertEquals(
                "bad-piece", assertInstanceOf(Failed.class, download(wanted)).slug());
        assertEquals(3, progress.badPieces());
        assertFalse(rig.receiverStore.contains(wanted.get(3).id()));
        assertTrue(lines.blamed.getFirst().contains("its hash is"), lines.blamed.toString());
    }

    @Test
    void refusesATruncatedPiece() throws Exception {
        List<WantedPiece> wanted = rig.fill(1, 50_000, 1);
        rig.replace(wanted.getFirst().id(), new byte[40_000]);
        assertEquals(
                "source-lost", assertInstanceOf(Failed.class, download(wanted)).slug());
        assertFalse(rig.receiverStore.contains(wanted.getFirst().id()));
    }

    @Test
    void refusesAPieceThatItsKeyDoesNotOpen() throws Exception {
        WantedPiece piece = rig.fill(1, 50_000, 1).getFirst();
        WantedPiece wrong = new WantedPiece(piece.id(), new PieceKey(Bytes.of(new byte[32])), piece.size());
        assertEquals(
                "bad-piece",
                assertInstanceOf(Failed.class, download(List.of(wrong))).slug());
        assertFalse(rig.receiverStore.contains(piece.id()));
    }

    @Test
    void aRevocationStopsItBetweenTwoPieces() throws Exception {
        List<WantedPiece> wanted = rig.fill(40, 10_000, 1);
        rig.shelf.refuseAfter(10, new Frame.Denied(0, "revoked", "the grant was revoked"));
        assertEquals(new Refused("revoked", "the grant was revoked"), download(wanted));
        assertTrue(rig.shelf.sentBytes() <= 10 * 10_016L);
    }

    @Test
    void aWithdrawnSnapshotMeansAskingForTheLatest() throws Exception {
        List<WantedPiece> wanted = rig.fill(3, 10_000, 1);
        rig.shelf.refuseAfter(1, new Frame.Gone(0));
        assertEquals(new Superseded(), download(wanted));
    }

    /// Downloads into a store while it is full, until `makeRoom` has run.
    private void pausesAndGoesOn(PackPieceStore store, List<WantedPiece> wanted, Runnable makeRoom) throws Exception {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        PieceDownload download = new PieceDownload(
                SUBJECT,
                wanted,
                new PieceDownload.Tools(lines, store, rig.workers, Clock.systemUTC()),
                LIMITS,
                progress);
        Thread.startVirtualThread(() -> {
            try {
                ended.complete(download.run());
            } catch (InterruptedException | RuntimeException failure) {
                ended.completeExceptionally(failure);
            }
        });
        ServiceUnderTest.await(() -> progress.waitingFor().contains("room on the disk"));
        // What came before is durable although its group is small; the rest is not here, whole or half.
        ServiceUnderTest.await(() -> wanted.stream().anyMatch(piece -> store.contains(piece.id())));
        for (WantedPiece piece : wanted) {
            try (OpenPiece open = store.open(piece.id()).orElse(null)) {
                if (open != null) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) open.length());
                    open.read(0, bytes);
                    assertEquals(piece.id(), PieceId.of(bytes.flip()));
                }
            }
        }
        assertTrue(wanted.stream().anyMatch(piece -> store.contains(piece.id())), "nothing was kept");
        assertFalse(ended.isDone());
        makeRoom.run();
        assertEquals(new Complete(), ended.get(60, TimeUnit.SECONDS));
        assertTrue(wanted.stream().allMatch(piece -> store.contains(piece.id())));
    }

    @Test
    void pausesWhenTheStoreHoldsAsMuchAsItMay() throws Exception {
        List<WantedPiece> wanted = rig.fill(40, 100_000, 1);
        PackPieceStore small = PackPieceStore.open(
                folder.resolve("small"), new StoreLimits(0, 5_000_000, Duration.ZERO), Clock.systemUTC());
        PieceId old = PieceId.of(Bytes.utf8("old"));
        small.commit(List.of(small.stage(old, ByteBuffer.wrap(new byte[3_000_000]))));
        pausesAndGoesOn(small, wanted, () -> {
            try {
                assertTrue(small.collect(id -> !id.equals(old)) > 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    @Test
    void pausesWhenTheDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8m", "kontor-test", disk.toString()), "may not mount");
        try {
            List<WantedPiece> wanted = rig.fill(60, 100_000, 2);
            Path filler = Files.write(disk.resolve("filler"), new byte[6_000_000]);
            PackPieceStore store =
                    PackPieceStore.open(disk.resolve("store"), new StoreLimits(0, Duration.ZERO), Clock.systemUTC());
            pausesAndGoesOn(store, wanted, () -> assertTrue(filler.toFile().delete()));
        } finally {
            assertTrue(run("umount", "-l", disk.toString()));
        }
    }

    @Test
    void pausesWhileTheS3ServerIsAway() throws Exception {
        List<WantedPiece> wanted = rig.fill(60, 100_000, 3);
        StoreLimits limits = new StoreLimits(0, Duration.ZERO);
        S3Server server = S3Server.start(folder.resolve("s3"));
        int port = server.port();
        try (S3PieceStore store =
                S3PieceStore.open(server.place(), folder.resolve("staging"), limits, Clock.systemUTC())) {
            // Some pieces wait at the partner until the server is gone.
            rig.shelf.hold(id -> id.equals(wanted.getLast().id().bytes()));
            CompletableFuture<Outcome> ended = new CompletableFuture<>();
            PieceDownload download = new PieceDownload(
                    SUBJECT,
                    wanted,
                    new PieceDownload.Tools(lines, store, rig.workers, Clock.systemUTC()),
                    LIMITS,
                    progress);
            Thread.startVirtualThread(() -> {
                try {
                    ended.complete(download.run());
                } catch (InterruptedException | RuntimeException failure) {
                    ended.completeExceptionally(failure);
                }
            });
            ServiceUnderTest.await(() -> progress.verifiedPieces() == wanted.size() - 1);
            server.close();
            rig.shelf.hold(_ -> false);
            ServiceUnderTest.await(() -> progress.waitingFor().contains("piece store to come back"));
            server = S3Server.start(folder.resolve("s3"), port);
            assertEquals(new Complete(), ended.get(50, TimeUnit.SECONDS));
            for (WantedPiece piece : wanted) {
                try (OpenPiece open = store.open(piece.id()).orElseThrow()) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) open.length());
                    open.read(0, bytes);
                    assertEquals(piece.id(), PieceId.of(bytes.flip()));
                }
            }
        } finally {
            server.close();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Test
    void aStoreThatFailsEndsIt() throws Exception {
        List<WantedPiece> wanted = rig.fill(3, 10_000, 1);
        PackPieceStore broken =
                PackPieceStore.open(folder.resolve("broken"), new StoreLimits(0, Duration.ZERO), Clock.systemUTC());
        Files.delete(folder.resolve("broken/packs"));
        Outcome outcome = new PieceDownload(
                        SUBJECT,
                        wanted,
                        new PieceDownload.Tools(lines, broken, rig.workers, Clock.systemUTC()),
                        LIMITS,
                        progress)
                .run();
        assertEquals("store-failed", assertInstanceOf(Failed.class, outcome).slug());
    }

    @Test
    void whatTheSourceHasNotIsNamed() throws Exception {
        WantedPiece absent =
                new WantedPiece(new PieceId(Bytes.of(new byte[32])), new PieceKey(Bytes.of(new byte[32])), 100);
        assertEquals(
                "piece-missing",
                assertInstanceOf(Failed.class, download(List.of(absent))).slug());
    }

    @Test
    void goesOnWhereItWasAfterTheConnectionsAreCut() throws Exception {
        List<WantedPiece> wanted = rig.fill(200, 100_000, 1);
        Thread cutter = Thread.ofPlatform().start(() -> {
            while (progress.verifiedPieces() < 60) {
                Thread.onSpinWait();
            }
            rig.cutConnections();
        });
        assertEquals(new Complete(), download(wanted));
        cutter.join();
        assertTrue(lines.opened.get() > 2, "nothing was cut");
        // What was under way is sent again, no more: a window of each connection at most.
        assertTrue(progress.arrivedBytes() <= 200 * 100_016L, "pieces came twice");
    }

    @Test
    void aSecondRunFetchesOnlyWhatTheFirstDidNotFinish() throws Exception {
        List<WantedPiece> wanted = rig.fill(20, 10_000, 1);
        assertEquals(new Complete(), download(wanted.subList(0, 15)));
        long sent = rig.shelf.sentBytes();
        List<WantedPiece> missing = wanted.stream()
                .filter(piece -> !rig.receiverStore.contains(piece.id()))
                .toList();
        assertEquals(5, missing.size());
        assertEquals(new Complete(), download(missing));
        assertEquals(5 * 10_016, rig.shelf.sentBytes() - sent);
    }

    @Test
    void anotherSiteHelpsAndALiarIsFoundAtItsFirstBadPiece() throws Exception {
        List<WantedPiece> wanted = rig.fill(60, 200_000, 1);
        try (DataPortRig honest = new DataPortRig(folder.resolve("honest"), rig.receiver);
                DataPortRig liar = new DataPortRig(folder.resolve("liar"), rig.receiver)) {
            honest.copyFrom(rig, wanted);
            liar.copyFrom(rig, wanted);
            liar.spoil(wanted);
            // The origin gives the first piece only, so that what comes after it comes from elsewhere.
            rig.shelf.hold(id -> !id.equals(wanted.getFirst().id().bytes()));
            PieceDownload download = new PieceDownload(
                    SUBJECT,
                    wanted,
                    new PieceDownload.Tools(lines, rig.receiverStore, rig.workers, Clock.systemUTC()),
                    PATIENT,
                    progress);
            DataPortRig.FreshLines lying = liar.new FreshLines();
            DataPortRig.FreshLines helping = honest.new FreshLines();
            download.help(lying);
            // The honest one comes when the liar is caught, so that it is asked for sure.
            Thread rescue = Thread.ofPlatform().start(() -> {
                while (lying.blamed.isEmpty()) {
                    Thread.onSpinWait();
                }
                download.help(helping);
            });
            assertEquals(new Complete(), download.run());
            rescue.join();
            assertEquals(1, lying.opened.get());
            assertTrue(lying.blamed.getFirst().contains("its leaf hashes are not"), lying.blamed.toString());
            assertEquals(List.of(), helping.blamed);
            assertTrue(honest.shelf.questions() >= 59, "asked the helper for " + honest.shelf.questions());
        }
        for (WantedPiece piece : wanted) {
            assertTrue(rig.receiverStore.contains(piece.id()));
        }
    }

    private void flip(PieceId id) {
        try {
            byte[] bytes = rig.senderBytes(id);
            bytes[20_000] ^= 4;
            rig.replace(id, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
