package dev.kontor.bench.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DistributionTest {
    private static final long MILLI = 1_000_000;

    @Test
    void namesMeasuredValuesByNearestRank() {
        long[] oneToThousand =
                LongStream.rangeClosed(1, 1000).map(i -> (1001 - i) * MILLI).toArray();
        Distribution times = Distribution.ofNanos(oneToThousand);
        assertEquals(1000, times.count());
        assertEquals(1.0, times.min());
        assertEquals(500.0, times.p50());
        assertEquals(990.0, times.p99());
        assertEquals(999.0, times.p999());
        assertEquals(1000.0, times.max());
        assertEquals(500.5, times.mean());
    }

    @Test
    void takesTheOnlyValueForAllOfThem() {
        Distribution times = Distribution.ofNanos(new long[] {3 * MILLI});
        assertEquals(3.0, times.p50());
        assertEquals(3.0, times.p999());
    }

    @Test
    void refusesToSummariseNothing() {
        assertThrows(IllegalArgumentException.class, () -> Distribution.ofNanos(new long[0]));
    }
}
