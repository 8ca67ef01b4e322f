package dev.kontor.transfer.download;

import dev.kontor.wire.id.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How far a download is; written by it, read by anyone.
public final class Progress {
    // Our choice.
    private static final int MAX_SITES = 64;
    private static final double SMOOTHED_SECONDS = 2;

    private final AtomicLong arrivedBytes = new AtomicLong();
    private final AtomicInteger verifiedPieces = new AtomicInteger();
    private final AtomicLong verifiedBytes = new AtomicLong();
    private final AtomicInteger badPieces = new AtomicInteger();
    private final AtomicInteger sources = new AtomicInteger();
    private final AtomicLong outstandingBytes = new AtomicLong();
    private final Map<SiteId, Delivery> deliveries = new ConcurrentHashMap<>();
    private volatile String waitingFor = "a connection";
    private volatile double rate;
    private @Nullable Instant sampledAt;
    private long sampledBytes;

    /// What came from one site.
    public record Delivery(SiteId site, int pieces, long bytes, int badPieces) {
        private Delivery plus(Delivery more) {
            return new Delivery(site, pieces + more.pieces, bytes + more.bytes, badPieces + more.badPieces);
        }
    }

    void onArrived(long bytes) {
        arrivedBytes.addAndGet(bytes);
    }

    void onVerified(long bytes) {
        verifiedPieces.incrementAndGet();
        verifiedBytes.addAndGet(bytes);
    }

    /// A good piece came from a site.
    void onDelivered(SiteId site, long bytes) {
        onVerified(bytes);
        outstandingBytes.addAndGet(-bytes);
        enter(new Delivery(site, 1, bytes, 0));
    }

    /// A piece came from a site that was not what was asked for.
    void onBad(SiteId site) {
        badPieces.incrementAndGet();
        enter(new Delivery(site, 0, 0, 1));
    }

    private void enter(Delivery delivery) {
        if (deliveries.size() < MAX_SITES || deliveries.containsKey(delivery.site())) {
            deliveries.merge(delivery.site(), delivery, Delivery::plus);
        }
    }

    /// So much more is to come.
    void onWanted(long bytes) {
        outstandingBytes.addAndGet(bytes);
    }

    /// Measures the rate; called from one thread, a few times a second.
    void sample(Instant now) {
        long bytes = verifiedBytes.get();
        if (sampledAt != null) {
            double seconds = Duration.between(sampledAt, now).toMillis() / 1000.0;
            if (seconds <= 0) {
                return;
            }
            double weight = Math.min(1, seconds / SMOOTHED_SECONDS);
            double before = rate;
            rate = before + weight * ((bytes - sampledBytes) / seconds - before);
        }
        sampledAt = now;
        sampledBytes = bytes;
    }

    void onSources(int change) {
        sources.addAndGet(change);
    }

    public void waitFor(String whom) {
        waitingFor = whom;
    }

    /// Bytes of ciphertext that came in, good or bad.
    public long arrivedBytes() {
        return arrivedBytes.get();
    }

    public int verifiedPieces() {
        return verifiedPieces.get();
    }

    public long verifiedBytes() {
        return verifiedBytes.get();
    }

    public int badPieces() {
        return badPieces.get();
    }

    /// Plaintext bytes a second at the moment.
    public long bytesPerSecond() {
        return Math.round(rate);
    }

    /// How long the rest takes at this rate; empty while nothing comes.
    public Optional<Duration> left() {
        long rest = Math.max(0, outstandingBytes.get());
        return rate < 1 ? Optional.empty() : Optional.of(Duration.ofSeconds((long) Math.ceil(rest / rate)));
    }

    /// What came from whom, the one that sent most first.
    public List<Delivery> deliveries() {
        return deliveries.values().stream()
                .sorted(Comparator.comparingLong(Delivery::bytes).reversed())
                .toList();
    }

    /// Connections that deliver now.
    public int sources() {
        return sources.get();
    }

    /// Whom or what the transfer waits for at the moment; for people.
    public String waitingFor() {
        return waitingFor;
    }
}
