package dev.kontor.discovery.answer;

import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/// How much work one IP address may ask of us: a bucket of credits for each that fills up with time. Bounded: when too
/// many addresses are remembered, the one that was quiet for longest is forgotten.
final class AddressLimit {
    /// Our choice.
    private static final int ADDRESSES = 10_000;

    private record Credit(double amount, Instant at) {}

    private final int perSecond;
    private final int most;
    private final LinkedHashMap<Bytes, Credit> credits = new LinkedHashMap<>(16, 0.75f, true);

    AddressLimit(int perSecond, int most) {
        this.perSecond = perSecond;
        this.most = most;
    }

    /// Takes the cost from the address's credit, or nothing when that is not enough.
    boolean admits(Bytes ip, int cost, Instant now) {
        double credit = creditOf(ip, now);
        boolean enough = credit >= cost;
        credits.put(ip, new Credit(enough ? credit - cost : credit, now));
        if (credits.size() > ADDRESSES) {
            credits.pollFirstEntry();
        }
        return enough;
    }

    private double creditOf(Bytes ip, Instant now) {
        Credit credit = credits.get(ip);
        if (credit == null) {
            return most;
        }
        Duration passed = Duration.between(credit.at(), now);
        double earned = perSecond * (passed.isNegative() ? 0 : passed.toNanos() / 1e9);
        return Math.min(most, credit.amount() + earned);
    }
}
