package dev.kontor.gateway.limit;

import java.util.LinkedHashMap;
import java.util.Map;

/// One token bucket per caller: it holds `burst` tokens, gains `perSecond`, and each request takes one. Remembers
/// the callers heard of last, up to a bound; a caller that was forgotten starts with a full bucket. Safe for use by
/// several threads.
public final class TokenBuckets {
    private static final double NANOS = 1e9;

    private final Rate rate;
    private final Map<String, Bucket> buckets;

    private record Bucket(double tokens, long at) {}

    /// @param most callers to remember
    public TokenBuckets(Rate rate, int most) {
        this.rate = rate;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    public Rate rate() {
        return rate;
    }

    /// Takes one token of the caller's bucket, if it has one.
    ///
    /// @param now nanoseconds that never go backwards, of any origin
    public synchronized Turn take(String caller, long now) {
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(rate.burst(), now));
        double gained = Math.max(0, now - bucket.at) / NANOS * rate.perSecond();
        double tokens = Math.min(rate.burst(), bucket.tokens + gained);
        boolean granted = tokens >= 1;
        double left = granted ? tokens - 1 : tokens;
        buckets.put(caller, new Bucket(left, now));
        return granted
                ? new Turn.Granted((long) left)
                : new Turn.Later((long) Math.ceil((1 - left) / rate.perSecond()));
    }
}
