package dev.kontor.discovery.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every scenario with a small network. `-Dkontor.dht.nodes=1000` makes it larger, `-Dkontor.seed=7` runs another
/// course.
class ScenarioTest {
    private static final int NODES = Integer.getInteger("kontor.dht.nodes", 100);
    private static final long SEED = Long.getLong("kontor.seed", 1);
    private static final int GETS = 200;

    private static Outcome run(Scenario scenario, int nodes, long seed, boolean asOnTheWire) {
        return Course.run(scenario, new Course.Options(nodes, seed, GETS, asOnTheWire, false));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void reachesItsBar(Scenario scenario) {
        Outcome outcome = run(scenario, NODES, SEED, false);
        assertTrue(outcome.reached(), () -> "seed " + SEED + ": " + outcome.json());
    }

    @Test
    void holdsAsWellWithEveryDatagramEncodedAndSigned() {
        Outcome outcome = run(Scenario.HALF_KILLED, 60, SEED, true);
        assertTrue(outcome.reached(), () -> "seed " + SEED + ": " + outcome.json());
    }

    @Test
    void findsEverythingOnceEverythingHasHealed() {
        Outcome outcome = Course.run(Scenario.PARTITION, new Course.Options(60, SEED, 100, false, true));
        assertEquals(1.0, outcome.extras().get("foundAfterHealing"), outcome.json());
    }

    @Test
    void theSameSeedIsTheSameCourse() {
        Map<String, Number> once = run(Scenario.LIARS_20, 40, 5, false).extras();
        assertEquals(
                once.get("datagrams"),
                run(Scenario.LIARS_20, 40, 5, false).extras().get("datagrams"));
        assertNotEquals(
                once.get("datagrams"),
                run(Scenario.LIARS_20, 40, 6, false).extras().get("datagrams"));
    }

    @Test
    void aSiteThatWasAwayCatchesUpFasterWithPrioritySites() {
        // In smaller networks twenty keepers are near everything anyway.
        Map<String, Number> took = run(Scenario.RESYNC, 3 * NODES, SEED, false).extras();
        long without = millis(took, 0);
        long one = millis(took, 1);
        long three = millis(took, 3);
        assertTrue(one < without && three < without, took::toString);
    }

    private static long millis(Map<String, Number> took, int priorityNodes) {
        return Objects.requireNonNull(took.get("millisWith" + priorityNodes + "PriorityNodes"))
                .longValue();
    }

    @Test
    void tellsAsJsonWhatCameOfIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Simulate.run(
                List.of("--scenario", "wan", "--nodes", "30", "--seed", "3", "--gets", "50", "-o", "json"),
                print,
                print);
        String json = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, exit, json);
        for (String field : List.of(
                "gets",
                "found",
                "forgedAccepted",
                "staleAccepted",
                "hopsP50",
                "hopsP95",
                "requestsP50",
                "latencyP50Ms",
                "latencyP95Ms",
                "bytesPerSecondIdle")) {
            assertTrue(json.contains('"' + field + "\":"), field + " is missing in " + json);
        }
    }

    @Test
    void saysWhatIsWrongWithACommand() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(2, Simulate.run(List.of("--scenario", "nonsense"), print, print));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("churn-60, churn-30, half-killed"));
    }
}
