package dev.kontor.bench.crowd;

import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.meter.Distribution;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Clients that read entries by chance, each on its own connection, and compare what they get.
final class Readers implements AutoCloseable {
    private static final int COMPLAINTS = 5;

    private final URI server;
    private final String path;
    private final String authorization;
    private final int entries;
    private final IntFunction<SeededContent> content;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();
    private volatile boolean counting;
    private volatile boolean over;

    /// What they saw while it was counted.
    record Seen(Distribution times, int errors, List<String> complaints) {}

    Readers(URI server, String path, String authorization, int entries, IntFunction<SeededContent> content) {
        this.server = server;
        this.path = path;
        this.authorization = authorization;
        this.entries = entries;
        this.content = content;
    }

    void start(int clients) {
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().name("reader").start(this::read));
        }
    }

    /// What comes from now on counts.
    void count() {
        counting = true;
    }

    /// Ends all of them.
    Seen stopped() {
        counting = false;
        close();
        long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
        return new Seen(Distribution.ofNanos(all), errors.get(), List.copyOf(complaints));
    }

    private void read() {
        while (!over) {
            try (KeepAlive client = KeepAlive.to(server)) {
                while (!over) {
                    read(client);
                }
            } catch (IOException failure) {
                complain(String.valueOf(failure.getMessage()));
            }
        }
    }

    private void read(KeepAlive client) throws IOException {
        int number = ThreadLocalRandom.current().nextInt(entries);
        KeepAlive.Reply reply = client.get(path + "/" + number, authorization);
        SeededContent expected = content.apply(number);
        if (reply.status() != 200 || !Arrays.equals(reply.body(), expected.part(0, (int) expected.size()))) {
            complain("entry " + number + ": status " + reply.status());
        } else if (counting) {
            nanos.add(reply.nanos());
        }
    }

    private void complain(String text) {
        if (counting) {
            errors.incrementAndGet();
            if (complaints.size() < COMPLAINTS) {
                complaints.add(text);
            }
        }
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }
}
