package dev.kontor.launcher.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.deployment.InstanceControl.Condition;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.port.FreePorts;
import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.standin.StandInProject;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.Phase;
import dev.kontor.launcher.state.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole site with a real PostgreSQL and a real broker; the services are stand-ins, and sign-in is somebody else's.
@Timeout(180)
final class DeploymentTest {
    @TempDir
    private Path root;

    private static Plan plan(boolean fresh) {
        PortBook book = new PortBook(FreePorts::isFree, RandomGenerator.getDefault());
        SitePlan local = SitePlan.local("acme", "acme-inc", book.any(0), book.any(0));
        SitePlan.OwnSignIn signIn = new SitePlan.OwnSignIn(
                "https://login.invalid/realms/acme", "kontor-gateway", Map.of("kontor-gateway", "secret"));
        SitePlan.OwnParts parts = new SitePlan.OwnParts(null, null, signIn, null, null);
        SitePlan site = new SitePlan(local.label(), local.organisation(), local.listen(), parts, List.of(), Map.of());
        return new Plan("acme", List.of(site), new Plan.Options(fresh, false, false));
    }

    private static Set<String> titles(InstanceState state, Phase phase) {
        return state.processes().stream()
                .filter(process -> process.phase() == phase)
                .map(ProcessState::title)
                .collect(Collectors.toSet());
    }

    @Test
    void startsRestartsAndStopsASiteAndLeavesNothing() throws IOException {
        Installation installation = StandInProject.at(root);
        List<Fingerprint> seen;
        try (Deployment deployment = Deployment.start(installation, plan(false), Progress.silent())) {
            assertEquals(7, titles(deployment.state(), Phase.READY).size());
            assertEquals(Condition.RUNNING, InstanceControl.condition(deployment.state()));
            refusesASecondLauncher(installation);
            comesBackAfterKillMinus9(deployment);
            seen = deployment.state().processes().stream()
                    .map(ProcessState::fingerprint)
                    .filter(Objects::nonNull)
                    .toList();
        }
        assertTrue(seen.stream().allMatch(fingerprint -> fingerprint.find().isEmpty()));
        InstanceState after = installation.instance("acme").stateFile().read().orElseThrow();
        assertEquals(Condition.STOPPED, InstanceControl.condition(after));
        assertTrue(Files.exists(root.resolve("home/acme/acme/trust/enrolment.secret")));
        assertEquals(
                "secret",
                installation
                        .instance("acme")
                        .secrets()
                        .find("acme.client.kontor-gateway")
                        .orElse(""));
    }

    private static void refusesASecondLauncher(Installation installation) {
        LauncherException refused = assertThrows(
                LauncherException.class, () -> Deployment.start(installation, plan(false), Progress.silent()));
        assertTrue(refused.sentence().contains("running already"), refused.sentence());
    }

    private static void comesBackAfterKillMinus9(Deployment deployment) {
        ProcessState before =
                deployment.state().process("acme", "gateway-service").orElseThrow();
        Fingerprint first = before.fingerprint();
        if (first == null) {
            throw new AssertionError("the gateway has no process");
        }
        first.find().orElseThrow().destroyForcibly();
        ProcessState now = before;
        while (now.restarts() == 0 || now.phase() != Phase.READY) {
            Thread.onSpinWait();
            now = deployment.state().process("acme", "gateway-service").orElseThrow();
        }
        assertNotEquals(first, now.fingerprint());
        assertEquals(before.ports(), now.ports());
    }

    @Test
    void endsWhatAKilledLauncherLeftBeforeItStarts() throws IOException {
        Installation installation = StandInProject.at(root);
        Process orphan = new ProcessBuilder("/bin/sleep", "120").start();
        Fingerprint fingerprint = Fingerprint.of(orphan.toHandle(), "sleep");
        installation
                .instance("acme")
                .stateFile()
                .write(InstanceState.begin(
                                "acme", new Fingerprint(orphan.pid(), Instant.EPOCH, "java"), Instant.EPOCH, List.of())
                        .with(new ProcessState(
                                "gateway-service", "acme", Phase.READY, fingerprint, "jvm", 0, Map.of(), "", "")));
        try (Deployment deployment = Deployment.start(installation, plan(true), Progress.silent())) {
            assertFalse(orphan.isAlive());
            assertEquals(7, titles(deployment.state(), Phase.READY).size());
        }
    }

    @Test
    void saysWhatIsNotBuilt() {
        Installation empty = new Installation(root, root.resolve("home"), root.resolve("cache"), root);
        LauncherException refused =
                assertThrows(LauncherException.class, () -> Deployment.start(empty, plan(false), Progress.silent()));
        assertTrue(refused.sentence().contains("identity-service"), refused.sentence());
    }
}
