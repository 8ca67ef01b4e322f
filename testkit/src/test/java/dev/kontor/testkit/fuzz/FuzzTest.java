package dev.kontor.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.fuzz.Workshop.Found;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FuzzTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Takes everything that begins with `K`, and has a defect at the third byte.
    private static final class Letters implements FuzzTarget {
        @Override
        public String name() {
            return "letters";
        }

        @Override
        public String what() {
            return "letters, for tests";
        }

        @Override
        public List<byte[]> seeds() {
            return List.of("Kontor".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public boolean accepts(byte[] input) {
            return FuzzTarget.unlessRefused(IllegalArgumentException.class, () -> {
                if (input.length == 0 || input[0] != 'K') {
                    throw new IllegalArgumentException("no K");
                }
                if (input.length > 2 && input[2] == 0) {
                    throw new IllegalStateException("a defect");
                }
            });
        }
    }

    private int run(String... arguments) throws Exception {
        Path nowhere = Path.of("nowhere");
        return new Fuzz(
                        List.of(new Found(nowhere, "", new Letters())),
                        nowhere,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void listsTheTargets() throws Exception {
        assertEquals(0, run("--list"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("letters, for tests"));
    }

    @Test
    void refusesAWrongCommandLine() throws Exception {
        for (String[] wrong : new String[][] {
            {"--minutes"}, {"--minutes", "0"}, {"--minutes", "ten"}, {"--minutes", "99999"}, {"--fast"}, {"nothing"}
        }) {
            assertEquals(2, run(wrong), Arrays.toString(wrong));
        }
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("usage: ./kontor fuzz"));
        assertEquals(0, out.size());
    }

    @Test
    void takesNamesAndMinutesInAnyOrder() {
        assertEquals(new Request.Attacks(List.of(), Duration.ofMinutes(10)), Request.parse(List.of()));
        assertEquals(
                new Request.Attacks(List.of("a", "b"), Duration.ofMinutes(3)),
                Request.parse(List.of("a", "--minutes", "3", "b")));
    }

    @Test
    void readsTheFiguresOfARunThatFoundNothing() {
        Log log = new Log(List.of(
                "#2\tINITED cov: 20 ft: 30 corp: 2/90b exec/s: 0 rss: 470Mb",
                Attack.HEAP + "20971520",
                Attack.HEAP + "22020096",
                Attack.HEAP + "19922944",
                "#1048576\tpulse  cov: 124 ft: 608 corp: 74/21Kb lim: 4096 exec/s: 8376 rss: 476Mb",
                "Done 1048600 runs in 125 second(s)",
                "stat::number_of_executed_units: 1048600",
                "stat::peak_rss_mb:              476"));
        String figures = log.figures();
        for (String figure :
                List.of("1,048,600 inputs", "125 s", "coverage   124", "20.0 → 19.0 MB (at most 21.0)", "peak 476")) {
            assertTrue(figures.contains(figure), figures);
        }
        assertEquals(Optional.empty(), log.escape());
    }

    @Test
    void readsWhatEscaped() {
        Log log = new Log(List.of(
                "== Java Exception: java.lang.IllegalStateException: a defect",
                "artifact_prefix='/x/'; Test unit written to /x/crash-1"));
        assertEquals(Optional.of("java.lang.IllegalStateException: a defect"), log.escape());
        assertEquals(Optional.of("/x/crash-1"), log.reproducer());
        Log hang = new Log(List.of("==42== ERROR: libFuzzer: timeout after 10 seconds"));
        assertEquals(Optional.of("libFuzzer: timeout after 10 seconds"), hang.escape());
        Log full = new Log(List.of("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space"));
        assertEquals(Optional.of("java.lang.OutOfMemoryError: Java heap space"), full.escape());
    }

    @Test
    void findsADefectInAFewThousandMutations() {
        Letters target = new Letters();
        assertThrows(
                AssertionError.class,
                () -> Generator.check(3_000, generator -> target.accepts(Mutations.of(target.seeds(), generator))));
    }

    @Test
    void mutatesTheSameWayEachTime() {
        List<byte[]> seeds = new Letters().seeds();
        Generator.check(
                200,
                generator -> assertArrayEquals(
                        Mutations.of(seeds, Generator.seeded(generator.seed())), Mutations.of(seeds, generator)));
    }

    @Test
    void aScriptReadsZeroesBehindItsEnd() {
        Script script = new Script(new byte[] {1, 2, 3});
        assertEquals(0x0102, script.number());
        assertArrayEquals(new byte[] {3, 0, 0}, script.fill(3));
        assertFalse(script.more());
        assertEquals(0, script.small());
        assertEquals(0, script.rest().length);
    }
}
