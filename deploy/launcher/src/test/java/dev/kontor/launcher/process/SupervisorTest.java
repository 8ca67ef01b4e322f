package dev.kontor.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final RestartPolicy POLICY =
            new RestartPolicy(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(60), 3);

    @TempDir
    private Path folder;

    private final Recorder heard = new Recorder();
    private final Supervisor supervisor = new Supervisor(POLICY, heard);

    private ChildSpec shell(String script) {
        return ChildSpec.of("child", List.of("/bin/sh", "-c", script), folder, folder.resolve("child.log"), () -> true);
    }

    @Test
    void startsAgainWhatWasKilled() throws InterruptedException {
        supervisor.start(shell("exec /bin/sleep 60"));
        supervisor.awaitReady("child", LIMIT);
        Fingerprint first = heard.nextStarted();
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

        Fingerprint second = heard.nextStarted();

        assertFalse(first.pid() == second.pid());
        assertEquals("started 0", heard.next());
        assertEquals("ready", heard.next());
        assertEquals("crash: ended with status 137", heard.next());
        assertEquals("started 1", heard.next());
        supervisor.stop(List.of("child"));
        assertTrue(ProcessHandle.of(second.pid()).isEmpty());
    }

    @Test
    void givesUpWhatNeverLives() {
        supervisor.start(ChildSpec.of(
                "child", List.of("/bin/sh", "-c", "exit 3"), folder, folder.resolve("child.log"), () -> false));
        LauncherException failure = assertThrows(LauncherException.class, () -> supervisor.awaitReady("child", LIMIT));
        assertTrue(failure.sentence().contains("child.log"), failure.sentence());
    }

    @Test
    void saysWhatCannotBeStarted() throws InterruptedException {
        supervisor.start(
                ChildSpec.of("child", List.of("/nowhere/at-all"), folder, folder.resolve("child.log"), () -> false));
        assertThrows(LauncherException.class, () -> supervisor.awaitReady("child", LIMIT));
        assertTrue(heard.next().startsWith("started 0") || heard.next().startsWith("crash: "));
    }

    @Test
    void killsWhatDoesNotEndWhenAsked() throws InterruptedException {
        ChildSpec patient = shell("trap '' TERM; while :; do /bin/sleep 0.05; done");
        supervisor.start(new ChildSpec(
                patient.name(),
                patient.wrapper(),
                patient.command(),
                patient.environment(),
                patient.folder(),
                patient.log(),
                patient.ready(),
                patient.alive(),
                patient.signal(),
                Duration.ofMillis(300)));
        supervisor.awaitReady("child", LIMIT);
        Fingerprint stubborn = heard.nextStarted();
        supervisor.stop(List.of("child"));
        assertTrue(stubborn.find().isEmpty());
    }

    @Test
    void startsNothingWhileClosing() {
        supervisor.beginClosing();
        assertThrows(LauncherException.class, () -> supervisor.start(shell("exit 0")));
    }

    @Test
    void keepsTheCallersSettingsFromTheChild() throws IOException, InterruptedException {
        Path seen = folder.resolve("seen");
        supervisor.start(shell("env > " + seen + ".part; mv " + seen + ".part " + seen + "; exec /bin/sleep 60")
                .withEnvironment(Map.of("KONTOR_SITE_LABEL", "acme")));
        supervisor.awaitReady("child", LIMIT);
        while (!Files.exists(seen)) {
            Thread.onSpinWait();
        }
        List<String> variables = Files.readAllLines(seen);
        assertTrue(variables.contains("KONTOR_SITE_LABEL=acme"));
        assertTrue(variables.stream().noneMatch(line -> line.startsWith("QUARKUS_")));
        supervisor.stop(List.of("child"));
    }
}
