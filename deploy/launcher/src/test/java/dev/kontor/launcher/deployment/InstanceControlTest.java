package dev.kontor.launcher.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.deployment.InstanceControl.Condition;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With small stand-in processes for the launcher and what it starts.
@Timeout(60)
final class InstanceControlTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    private Fingerprint sleeper() throws IOException {
        Process process = new ProcessBuilder("/bin/sleep", "120").start();
        started.add(process);
        return Fingerprint.of(process.toHandle(), "sleep");
    }

    private static Fingerprint gone() {
        return new Fingerprint(ProcessHandle.current().pid(), Instant.EPOCH, "java");
    }

    private static ProcessState process(String site, String role, Fingerprint fingerprint) {
        return new ProcessState(role, site, Phase.READY, fingerprint, "jvm", 0, Map.of("http", 1), "log", "data");
    }

    private InstanceControl control(InstanceState state) {
        InstanceFolder instance = new InstanceFolder(folder.resolve("demo"));
        instance.stateFile().write(state);
        return new InstanceControl(instance);
    }

    private static InstanceState state(Fingerprint launcher, ProcessState... processes) {
        InstanceState state = InstanceState.begin("demo", launcher, Instant.EPOCH, List.of());
        for (ProcessState process : processes) {
            state = state.with(process);
        }
        return state;
    }

    @Test
    void seesOrphansOfAKilledLauncherAndEndsThem() throws IOException {
        Fingerprint service = sleeper();
        Fingerprint postgres = sleeper();
        InstanceState state =
                state(gone(), process("acme", "gateway-service", service), process("", "postgres", postgres));
        assertEquals(Condition.ORPHANED, InstanceControl.condition(state));

        assertTrue(control(state).stop(Progress.silent()));

        assertTrue(service.find().isEmpty());
        assertTrue(postgres.find().isEmpty());
        InstanceState after =
                new InstanceFolder(folder.resolve("demo")).stateFile().read().orElseThrow();
        assertEquals(Condition.STOPPED, InstanceControl.condition(after));
    }

    @Test
    void tellsACrashFromAnOrderlyEnd() {
        InstanceState crashed = state(gone(), process("", "broker", gone()));
        assertEquals(Condition.CRASHED, InstanceControl.condition(crashed));
        assertEquals(Condition.STOPPED, InstanceControl.condition(crashed.asStopped()));
    }

    @Test
    void isNotRunningWhileSomethingIsNotReady() throws IOException {
        InstanceState state = state(sleeper(), process("", "broker", gone()));
        assertEquals(Condition.DEGRADED, InstanceControl.condition(state));
    }

    @Test
    void asksALivingLauncherToStop() throws IOException {
        Fingerprint launcher = sleeper();
        assertTrue(control(state(launcher)).stop(Progress.silent()));
        assertTrue(launcher.find().isEmpty());
    }

    @Test
    void hasNothingToStopTwice() {
        InstanceControl control = control(state(gone()).asStopped());
        assertFalse(control.stop(Progress.silent()));
    }

    @Test
    void endsGatewaysFirstAndPostgresLast() {
        List<List<ProcessState>> stages = StopOrder.of(List.of(
                process("", "postgres", gone()),
                process("", "broker", gone()),
                process("acme", "identity-service", gone()),
                process("acme", "transfer-service", gone()),
                process("acme", "gateway-service", gone())));
        assertEquals(
                List.of("acme gateway-service", "acme transfer-service", "acme identity-service", "broker", "postgres"),
                stages.stream().flatMap(List::stream).map(ProcessState::title).toList());
    }
}
