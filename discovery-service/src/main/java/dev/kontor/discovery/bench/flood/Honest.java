package dev.kontor.discovery.bench.flood;

import dev.kontor.discovery.bench.report.Latencies;
import dev.kontor.discovery.bench.rig.Questions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Peers that each ask for contacts fifty times a second from an address of their own, and ask a question once: an
/// answer after more than a second is none, as it is none for a node.
final class Honest implements AutoCloseable {
    private static final int PEERS = 8;
    private static final int PAUSE_MILLIS = 20;
    private static final int TOO_LATE_MILLIS = 1_000;

    private final List<Questions> sockets = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(PEERS);
    private final List<Future<?>> asking = new ArrayList<>();
    private volatile Phase phase = new Phase();

    /// What was asked in a stretch of time and what came of it.
    record Phase(AtomicLong asked, Latencies answered) {
        Phase() {
            this(new AtomicLong(), new Latencies());
        }

        double share() {
            return asked.get() == 0 ? 0 : (double) answered.size() / asked.get();
        }
    }

    Honest(InetSocketAddress target) throws IOException {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < PEERS; i++) {
            sockets.add(new Questions("127.0.0." + (11 + i), target, random));
        }
    }

    void start() {
        for (Questions socket : sockets) {
            asking.add(threads.scheduleWithFixedDelay(() -> ask(socket), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private void ask(Questions socket) {
        Phase current = phase;
        long began = System.nanoTime();
        try {
            boolean answered = socket.ask(socket.anywhere(), TOO_LATE_MILLIS).isPresent();
            current.asked().incrementAndGet();
            if (answered) {
                current.answered().add(System.nanoTime() - began);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Counts anew from here.
    Phase next() {
        Phase fresh = new Phase();
        phase = fresh;
        return fresh;
    }

    @Override
    public void close() {
        asking.forEach(each -> each.cancel(true));
        threads.shutdownNow();
        sockets.forEach(Questions::close);
    }
}
