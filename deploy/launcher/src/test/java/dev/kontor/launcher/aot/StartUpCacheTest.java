package dev.kontor.launcher.aot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.standin.StandInProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With a real JVM.
@Timeout(120)
final class StartUpCacheTest {
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path folder;

    private static int run(Path jar, StartUpCache.Use use) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                        Stream.of(java().toString()),
                        OPTIONS.stream(),
                        use.options().stream(),
                        Stream.of("-jar", jar.toString(), "once"))
                .flatMap(part -> part)
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Test
    void recordsAssemblesAndThenUsesACache() throws IOException, InterruptedException {
        Path jar = StandInProject.jar(folder.resolve("app/quarkus-run.jar"));
        StartUpCache cache = new StartUpCache(folder.resolve("aot"), true);

        StartUpCache.Use first = cache.use("stand-in", jar, OPTIONS, true);
        assertFalse(first.ready());
        assertEquals(0, run(jar, first));
        assertEquals(
                List.of("stand-in"),
                cache.recordings().stream().map(Recording::program).toList());
        assertEquals(StartUpCache.Use.NONE, cache.use("stand-in", jar, OPTIONS, true));

        assertTrue(new Assembly(java(), folder.resolve("log"))
                .make(cache.recordings().getFirst()));
        StartUpCache.Use second = cache.use("stand-in", jar, OPTIONS, true);
        assertTrue(second.ready());
        assertEquals(0, run(jar, second));
        assertTrue(cache.recordings().isEmpty());
    }

    @Test
    void recordsAgainWhenTheRecordedStartWasBrokenOff() throws IOException, InterruptedException {
        Path jar = StandInProject.jar(folder.resolve("app/quarkus-run.jar"));
        StartUpCache cache = new StartUpCache(folder.resolve("aot"), true);
        assertEquals(0, run(jar, cache.use("stand-in", jar, OPTIONS, true)));

        cache.discardRecordings();

        assertTrue(cache.recordings().isEmpty());
        assertTrue(cache.use("stand-in", jar, OPTIONS, true).recording());
    }

    @Test
    void makesAnotherCacheForARebuiltProgram() throws IOException {
        Path jar = StandInProject.jar(folder.resolve("app/quarkus-run.jar"));
        StartUpCache cache = new StartUpCache(folder.resolve("aot"), true);
        StartUpCache.Use before = cache.use("stand-in", jar, OPTIONS, true);
        Files.writeString(folder.resolve("app/changed"), "x");
        assertNotEquals(before, cache.use("stand-in", jar, OPTIONS, true));
    }

    @Test
    void stillStartsWithABrokenCache() throws IOException, InterruptedException {
        Path jar = StandInProject.jar(folder.resolve("app/quarkus-run.jar"));
        StartUpCache cache = new StartUpCache(folder.resolve("aot"), true);
        StartUpCache.Use recording = cache.use("stand-in", jar, OPTIONS, true);
        String file =
                recording.options().get(1).replace("-XX:AOTConfiguration=", "").replace(".recording", ".aot");
        Files.writeString(Path.of(file), "not a cache");
        StartUpCache.Use broken = cache.use("stand-in", jar, OPTIONS, true);
        assertTrue(broken.ready());
        assertEquals(0, run(jar, broken));
    }

    @Test
    void doesNothingWhenSwitchedOff() throws IOException {
        Path jar = StandInProject.jar(folder.resolve("app/quarkus-run.jar"));
        assertEquals(
                StartUpCache.Use.NONE,
                new StartUpCache(folder.resolve("aot"), false).use("stand-in", jar, OPTIONS, true));
    }
}
