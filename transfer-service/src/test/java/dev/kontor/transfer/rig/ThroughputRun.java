package dev.kontor.transfer.rig;

import com.sun.management.OperatingSystemMXBean;
import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.session.SessionLimits;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.id.SnapshotId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Moves a gigabyte through a real data port into a verified, encrypted, fsynced store, several times, and prints what
/// it took. Not a test: run `main` with a folder, the number of pieces, the number of rounds, and `helper` when the
/// pieces are to come with their proofs, as from a helper, and not as from the origin.
public final class ThroughputRun {
    private ThroughputRun() {}

    public static void main(String... args) throws Exception {
        Path folder = Path.of(args.length > 0 ? args[0] : "target/throughput");
        int pieces = args.length > 1 ? Integer.parseInt(args[1]) : 1024;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 6;
        boolean helper = args.length > 3 && args[3].equals("helper");
        remove(folder);
        Files.createDirectories(folder);
        try (DataPortRig rig = new DataPortRig(folder)) {
            List<WantedPiece> wanted = rig.fill(pieces, ContentLimits.DEFAULT_PIECE, 1);
            for (int round = 0; round < rounds; round++) {
                run(rig, wanted, helper);
                for (WantedPiece piece : wanted) {
                    rig.receiverStore.quarantine(piece.id());
                }
                remove(folder.resolve("receiver/damaged"));
                Files.createDirectories(folder.resolve("receiver/damaged"));
            }
        } finally {
            remove(folder);
        }
    }

    private static void run(DataPortRig rig, List<WantedPiece> wanted, boolean helper) throws InterruptedException {
        Subject subject = new Subject(NamespaceName.parse("bench"), new SnapshotId(Bytes.of(new byte[32])), "");
        Progress progress = new Progress();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        Lines lines = rig.new FreshLines();
        PieceDownload download = new PieceDownload(
                subject,
                wanted,
                new PieceDownload.Tools(
                        helper ? new Nowhere() : lines, rig.receiverStore, rig.workers, Clock.systemUTC()),
                SessionLimits.DEFAULT,
                progress);
        if (helper) {
            download.help(lines);
        }
        var outcome = download.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        double bytes = progress.verifiedBytes();
        System.out.printf(
                "%s: %.0f MB in %.2f s = %.0f MB/s, %.2f CPU-s per GiB, heap %d MiB%n",
                outcome,
                bytes / 1e6,
                seconds,
                bytes / 1e6 / seconds,
                cpuSeconds / (bytes / (1 << 30)),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    /// An origin that does not answer.
    private record Nowhere() implements Lines {
        @Override
        public CompletableFuture<PeerConnection> open() {
            return new CompletableFuture<>();
        }

        @Override
        public void release(PeerConnection connection) {}

        @Override
        public void blame(PeerConnection connection, String reason) {}
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
