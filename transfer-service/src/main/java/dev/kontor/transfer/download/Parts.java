package dev.kontor.transfer.download;

import dev.kontor.transfer.download.Arrivals.Source;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.peer.PieceArrivals;
import dev.kontor.wire.content.ContentLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Small parts of pieces that a reader waits for while the line is slow: a few leaves with their proof, asked for
/// beside
/// the session, which brings the whole pieces all the same. Safe for use by any thread.
final class Parts {
    // Our choice: enough for some readers, too little to slow the pieces down.
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PieceDownload download;
    private final Subject subject;
    private final Semaphore room = new Semaphore(AT_ONCE);

    Parts(PieceDownload download, Subject subject) {
        this.download = download;
        this.subject = subject;
    }

    /// Asks for plaintext bytes of a piece; empty when too many are asked for already.
    Optional<CompletableFuture<byte[]>> ask(Source source, int piece, int from, int length) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        WantedPiece wanted = download.wanted(piece);
        int first = from / ContentLimits.LEAF;
        int leaves = (from + length - 1) / ContentLimits.LEAF - first + 1;
        Arrival arrival = new Arrival(source, piece);
        Frame.Fetch fetch = new Frame.Fetch(
                subject.namespace().text(),
                subject.snapshotId().bytes(),
                List.of(new Frame.Wanted(wanted.id().bytes(), first, leaves)),
                subject.trace());
        source.connection().fetch(fetch, arrival);
        int begin = first * ContentLimits.LEAF;
        return Optional.of(arrival.done
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> room.release())
                .thenApply(ciphertext -> Arrays.copyOfRange(
                        PartCipher.decrypt(wanted.key(), begin, ciphertext), from - begin, from - begin + length)));
    }

    private final class Arrival implements PieceArrivals {
        private final CompletableFuture<byte[]> done = new CompletableFuture<>();
        private final Source source;
        private final int piece;

        Arrival(Source source, int piece) {
            this.source = source;
            this.piece = piece;
        }

        @Override
        public int expected(int index) {
            return download.wanted(piece).length();
        }

        @Override
        public byte[] buffer(int length) {
            return new byte[length];
        }

        @Override
        public void onProgress(int bytes) {}

        @Override
        public void onPiece(int index, byte[] ciphertext, int length, boolean proven) {
            done.complete(ciphertext);
        }

        @Override
        public void onLie(int index, String reason) {
            download.onLie(source, piece, reason);
            done.completeExceptionally(new IOException(reason));
        }

        @Override
        public void onStatus(int index, Frame.Status status, byte[] buffer) {
            done.completeExceptionally(new IOException("not now: " + status));
        }

        @Override
        public void onLost(String reason, List<byte[]> buffers) {
            done.completeExceptionally(new IOException(reason));
        }
    }
}
