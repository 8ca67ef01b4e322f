package dev.kontor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.FakeNetwork.Delivery;
import dev.kontor.testkit.FakeNetwork.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeNetworkTest {
    private final ManualClock clock = ManualClock.start();
    private final FakeNetwork<Integer, String> calm = network(1, Weather.CALM);

    @Test
    void deliversInOrderOfTimeAndMovesTheClock() {
        calm.schedule(1, Duration.ofMillis(5), "timer");
        calm.send(1, 2, "hello");
        assertEquals(Optional.of(new Delivery<>(1, 1, "timer")), calm.next());
        assertEquals(Optional.of(new Delivery<>(1, 2, "hello")), calm.next());
        assertEquals(ManualClock.EPOCH.plusMillis(10), clock.instant());
        assertEquals(Optional.empty(), calm.next());
    }

    @Test
    void deliversNothingToWhatIsDownOrCutOff() {
        calm.send(1, 2, "under way");
        calm.takeDown(2);
        calm.schedule(2, Duration.ofMillis(1), "timer");
        calm.cut(1, 3);
        calm.send(3, 1, "severed");
        assertEquals(Optional.empty(), calm.next());
        calm.bringUp(2);
        calm.mend(1, 3);
        calm.send(3, 2, "again");
        assertEquals(Optional.of(new Delivery<>(3, 2, "again")), calm.next());
        assertEquals(0, calm.underWay());
    }

    @Test
    void losesDoublesAndDelaysAlikeForTheSameSeed() {
        List<String> once = arrivals(network(3, Weather.ROUGH));
        assertEquals(once, arrivals(network(3, Weather.ROUGH)));
        assertTrue(once.size() > 900 && once.size() < 1000, "arrived: " + once.size());
        assertTrue(once.stream().distinct().count() < once.size());
    }

    private static List<String> arrivals(FakeNetwork<Integer, String> network) {
        for (int i = 0; i < 1000; i++) {
            network.send(1, 2, "message " + i);
        }
        List<String> arrivals = new ArrayList<>();
        for (Delivery<Integer, String> next = network.next().orElse(null);
                next != null;
                next = network.next().orElse(null)) {
            arrivals.add(next.message());
        }
        return arrivals;
    }

    private FakeNetwork<Integer, String> network(long seed, Weather weather) {
        return new FakeNetwork<>(Generator.seeded(seed), clock, weather);
    }
}
