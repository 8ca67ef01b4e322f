package dev.kontor.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void grantsABurstAndThenTheRate() {
        TokenBuckets buckets = new TokenBuckets(new Rate(2, 3), 10);
        assertEquals(new Turn.Granted(2), buckets.take("a", 0));
        assertEquals(new Turn.Granted(1), buckets.take("a", 0));
        assertEquals(new Turn.Granted(0), buckets.take("a", 0));
        assertEquals(new Turn.Later(1), buckets.take("a", 0));
        assertEquals(new Turn.Granted(0), buckets.take("a", SECOND / 2));
        assertEquals(new Turn.Later(1), buckets.take("a", SECOND / 2));
        assertEquals(new Turn.Granted(2), buckets.take("a", 10 * SECOND));
    }

    @Test
    void countsEachCallerByItself() {
        TokenBuckets buckets = new TokenBuckets(new Rate(1, 1), 10);
        assertEquals(new Turn.Granted(0), buckets.take("a", 0));
        assertEquals(new Turn.Granted(0), buckets.take("b", 0));
        assertEquals(new Turn.Later(1), buckets.take("a", 0));
    }

    @Test
    void forgetsTheCallerHeardOfLongestAgo() {
        TokenBuckets buckets = new TokenBuckets(new Rate(1, 1), 2);
        buckets.take("a", 0);
        buckets.take("b", 0);
        buckets.take("c", 0);
        assertEquals(new Turn.Later(1), buckets.take("b", 0));
        assertEquals(new Turn.Granted(0), buckets.take("a", 0));
    }

    @Test
    void isNotConfusedByAClockThatStandsStillOrGoesBack() {
        TokenBuckets buckets = new TokenBuckets(new Rate(1, 1), 2);
        buckets.take("a", 5 * SECOND);
        assertEquals(new Turn.Later(1), buckets.take("a", 0));
    }
}
