package dev.kontor.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceFolderTest {
    @TempDir
    private Path folder;

    @Test
    void namesThePlaceBehindALink() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("disk/acme-data"));
        Path link = Files.createSymbolicLink(folder.resolve("acme"), elsewhere);
        InstanceFolder instance = new InstanceFolder(link);

        assertEquals("acme", instance.name());
        assertEquals(folder.resolve(".acme.lock"), instance.lockFile());
        assertEquals(elsewhere.resolve("acme"), instance.site("acme"));
        assertEquals(elsewhere.resolve("logs/x.log"), instance.log("x"));
    }
}
