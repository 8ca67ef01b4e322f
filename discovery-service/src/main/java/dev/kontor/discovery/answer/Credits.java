package dev.kontor.discovery.answer;

import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much work somebody (an address, a subnet, a node's id) may ask of us: credits that fill up with time.
/// Whoever has been quiet until all credits were back is as good as unknown and forgotten; and when too many are
/// remembered all the same, the one that was quiet for longest goes.
final class Credits {
    /// Our choice.
    private static final int REMEMBERED = 10_000;

    private record Credit(double amount, Instant at) {}

    private final int perSecond;
    private final int most;
    private final Duration refill;
    private final LinkedHashMap<Bytes, Credit> credits = new LinkedHashMap<>(16, 0.75f, true);

    Credits(int perSecond, int most) {
        this.perSecond = perSecond;
        this.most = most;
        this.refill = Duration.ofMillis(1_000L * most / perSecond + 1);
    }

    /// Takes the cost from the credit, or nothing when that is not enough.
    boolean admits(Bytes who, int cost, Instant now) {
        double credit = creditOf(who, now);
        boolean enough = credit >= cost;
        credits.put(who, new Credit(enough ? credit - cost : credit, now));
        forget(now);
        return enough;
    }

    private void forget(Instant now) {
        Instant full = now.minus(refill);
        Map.Entry<Bytes, Credit> oldest = credits.firstEntry();
        while (oldest != null
                && (credits.size() > REMEMBERED || oldest.getValue().at().isBefore(full))) {
            credits.pollFirstEntry();
            oldest = credits.firstEntry();
        }
    }

    private double creditOf(Bytes who, Instant now) {
        Credit credit = credits.get(who);
        if (credit == null) {
            return most;
        }
        Duration passed = Duration.between(credit.at(), now);
        double earned = perSecond * (passed.isNegative() ? 0 : passed.toNanos() / 1e9);
        return Math.min(most, credit.amount() + earned);
    }

    int size() {
        return credits.size();
    }
}
