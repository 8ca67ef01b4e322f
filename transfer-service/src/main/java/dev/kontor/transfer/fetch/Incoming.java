package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// A transfer whose index is here and whose content is on its way: readers tell what they want, the download brings
/// that first, and a piece can be read as soon as it is verified, durable or not. Safe for use by any thread but an
/// event loop.
public final class Incoming {
    // Our choice: how often a piece is looked for that moves from one place to the other at this moment.
    private static final int LOOKS = 3;
    // How long a piece has to come before a part of it is asked for.
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final PieceStore store;
    private final PieceDownload download;
    private final Map<PieceId, Integer> places;
    private final long bytes;
    private final AtomicLong readers = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean over;
    private volatile boolean refused;

    /// The pieces that the download brings.
    ///
    /// @param places where they stand in the download's list
    /// @param bytes how much they are together
    Incoming(PieceStore store, PieceDownload download, Map<PieceId, Integer> places, long bytes) {
        this.store = store;
        this.download = download;
        this.places = Map.copyOf(places);
        this.bytes = bytes;
    }

    /// Bytes that were missing when the transfer began.
    long bytes() {
        return bytes;
    }

    /// One more reader, which says when it has gone by closing.
    public Reading begin() {
        return new Reading(readers.incrementAndGet());
    }

    /// A verified piece, opened for reading; empty when it is not here.
    public Optional<OpenPiece> open(PieceId id) throws IOException {
        Integer place = places.get(id);
        Optional<OpenPiece> found = store.open(id);
        for (int look = 1; found.isEmpty() && place != null && look <= LOOKS; look++) {
            found = download.open(place);
            if (found.isEmpty()) {
                found = store.open(id);
            }
        }
        return found;
    }

    /// A piece can be read from now on.
    void onVerified() {
        signal();
    }

    /// Nothing more will come. After a refusal nothing more is read either, not even what is here.
    void onOver(boolean becauseRefused) {
        refused |= becauseRefused;
        over = true;
        signal();
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// One reader's part in the transfer; used by one thread at a time.
    public final class Reading implements AutoCloseable {
        private final long number;
        private List<Integer> told = List.of();

        private Reading(long number) {
            this.number = number;
        }

        /// Says which pieces the reader will want, in its order; it waits for the first one now.
        public void follow(List<PieceId> next) {
            tell(next.stream()
                    .flatMap(id -> Stream.ofNullable(places.get(id)))
                    .distinct()
                    .toList());
        }

        private void tell(List<Integer> wanted) {
            if (!over && !wanted.equals(told)) {
                told = wanted;
                download.want(number, wanted);
            }
        }

        /// Whether the piece can be read now.
        public boolean has(PieceId id) {
            Integer place = places.get(id);
            return !refused && ((place != null && download.readable(place)) || store.contains(id));
        }

        /// Waits until the piece can be read. False when it will not come, not in time, or may not be read any more.
        public boolean await(PieceId id, Duration patience) throws InterruptedException {
            long left = patience.toNanos();
            lock.lockInterruptibly();
            try {
                while (!has(id) && places.containsKey(id) && !over && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
            return has(id);
        }

        /// Plaintext bytes of a piece that does not come in a moment, by their leaves; empty when the whole piece came
        /// first, or nothing will.
        public Optional<byte[]> part(PieceId id, int from, int length, Duration patience) throws InterruptedException {
            long deadline = System.nanoTime() + patience.toNanos();
            Optional<byte[]> bytes = Optional.empty();
            while (bytes.isEmpty() && !await(id, MOMENT) && !over && System.nanoTime() < deadline) {
                Integer place = places.get(id);
                Optional<CompletableFuture<byte[]>> coming =
                        place == null ? Optional.empty() : download.part(place, from, length);
                bytes = coming.isEmpty() ? Optional.empty() : first(id, coming.get());
            }
            return bytes;
        }

        /// The part, unless the whole piece is here before it, or it does not come.
        private Optional<byte[]> first(PieceId id, CompletableFuture<byte[]> part) throws InterruptedException {
            var _ = part.whenComplete((_, _) -> signal());
            lock.lockInterruptibly();
            try {
                while (!part.isDone() && !has(id) && !over) {
                    boolean _ = changed.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
                }
            } finally {
                lock.unlock();
            }
            boolean good = part.isDone() && !part.isCompletedExceptionally() && !refused;
            return good ? Optional.of(part.join()) : Optional.empty();
        }

        @Override
        public void close() {
            tell(List.of());
        }
    }
}
