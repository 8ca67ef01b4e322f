package dev.kontor.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    @Test
    void findsThisProcess() {
        assertEquals(
                ProcessHandle.current().pid(),
                Fingerprint.ofThisProcess().find().orElseThrow().pid());
    }

    @Test
    void takesAReusedPidForSomebodyElse() {
        Fingerprint self = Fingerprint.ofThisProcess();
        Fingerprint earlier =
                new Fingerprint(self.pid(), self.startedAt().minus(Duration.ofMinutes(1)), self.program());
        assertTrue(earlier.find().isEmpty());
    }

    @Test
    void takesAnotherProgramForSomebodyElse() {
        Fingerprint self = Fingerprint.ofThisProcess();
        assertTrue(
                new Fingerprint(self.pid(), self.startedAt(), "postgres").find().isEmpty());
    }

    @Test
    void stopsAnOrphan() throws IOException {
        Process process = new ProcessBuilder("/bin/sleep", "60").start();
        Fingerprint fingerprint = Fingerprint.of(process.toHandle(), "sleep");
        assertTrue(OrphanStop.stop(fingerprint, StopSignal.TERM, Duration.ofSeconds(10)));
        assertTrue(fingerprint.find().isEmpty());
    }

    @Test
    void leavesAnotherProcessOfThatPidAlone() throws IOException {
        Process process = new ProcessBuilder("/bin/sleep", "60").start();
        try {
            Fingerprint wrong = new Fingerprint(
                    process.pid(), process.info().startInstant().orElseThrow().minusSeconds(100), "sleep");
            assertTrue(OrphanStop.stop(wrong, StopSignal.KILL, Duration.ofSeconds(1)));
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }
}
