package dev.kontor.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
    @TempDir
    private Path folder;

    private InstanceFolder instance() {
        return new InstanceFolder(folder.resolve("demo"));
    }

    private static ProcessState process(Fingerprint fingerprint) {
        return new ProcessState(
                "broker", "", Phase.READY, fingerprint, "jvm", 2, Map.of("http", 5672), "/log", "/data");
    }

    private static InstanceState state() {
        return InstanceState.begin("demo", Fingerprint.ofThisProcess(), Instant.EPOCH, List.of())
                .with(process(Fingerprint.ofThisProcess()))
                .withExtra("erp", "http://127.0.0.1:8000");
    }

    @Test
    void readsWhatWasWritten() {
        StateFile file = instance().stateFile();
        assertTrue(file.read().isEmpty());
        file.write(state());
        assertEquals(state(), file.read().orElseThrow());
    }

    @Test
    void letsOnlyTheOwnerRead() throws IOException {
        StateFile file = instance().stateFile();
        file.write(state());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        try (var beside = Files.list(file.path().resolveSibling("."))) {
            assertEquals(1, beside.count(), "a temporary file was left");
        }
    }

    @Test
    void saysWhenTheFileIsBroken() throws IOException {
        StateFile file = instance().stateFile();
        Files.createDirectories(folder.resolve("demo"));
        Files.writeString(file.path(), "{\"version\":");
        LauncherException failure = assertThrows(LauncherException.class, file::read);
        assertTrue(failure.sentence().contains("cannot be read"), failure.sentence());
    }

    @Test
    void replacesTheProcessOfTheSameRole() {
        InstanceState changed =
                state().with(process(Fingerprint.ofThisProcess()).with(Phase.STOPPED, null, 3));
        assertEquals(1, changed.processes().size());
        assertEquals(3, changed.processes().getFirst().restarts());
        assertTrue(changed.alive().isEmpty());
    }

    @Test
    void keepsASecretAndHidesIt() throws IOException {
        Secrets secrets = instance().secrets();
        String key = secrets.key("postgres.superuser");
        assertEquals(64, key.length());
        assertEquals(key, secrets.key("postgres.superuser"));
        assertEquals(14, secrets.password("acme.user.admin").length());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.file("postgres.superuser"))));
        assertThrows(IllegalArgumentException.class, () -> secrets.file("../state.json"));
    }

    @Test
    void letsOneLauncherAtATimeIn() {
        Path file = instance().lockFile();
        InstanceLock first = InstanceLock.tryTake(file).orElseThrow();
        assertTrue(InstanceLock.tryTake(file).isEmpty());
        first.close();
        InstanceLock.tryTake(file).orElseThrow().close();
    }

    @Test
    void deletesAnInstanceButNotWhatItsLinksPointTo() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "stays");
        Path inside = Files.createDirectories(folder.resolve("demo/keycloak"));
        Files.createSymbolicLink(inside.resolve("lib"), outside);
        instance().delete();
        assertFalse(Files.exists(folder.resolve("demo")));
        assertEquals("stays", Files.readString(outside));
    }
}
