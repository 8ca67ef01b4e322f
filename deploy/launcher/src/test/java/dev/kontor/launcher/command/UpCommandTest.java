package dev.kontor.launcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class UpCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private String site(String file, String label, String more) throws IOException {
        return Files.writeString(folder.resolve(file), """
                label: %s
                organisation: %s-inc
                public: {host: 127.0.0.1}
                %s
                """.formatted(label, label, more))
                .toString();
    }

    private static int up(String... arguments) {
        return new CommandLine(new UpCommand()).execute(arguments);
    }

    @Test
    void checksEachOfSeveralConfigurations() throws IOException {
        assertEquals(
                0, up("--check", "--config", site("a.yaml", "acme", ""), "--config", site("b.yaml", "globex", "")));
        assertNotEquals(
                0, up("--check", "--config", site("a.yaml", "acme", ""), "--config", site("b.yaml", "Globex", "")));
    }

    @Test
    void refusesTwoSitesOfOneLabel() throws IOException {
        assertNotEquals(0, up("--config", site("a.yaml", "acme", ""), "--config", site("b.yaml", "acme", "")));
    }

    @Test
    void refusesAFurtherSiteWithAFolderOfItsOwn() throws IOException {
        String elsewhere = "dataFolder: " + folder.resolve("elsewhere");
        assertNotEquals(0, up("--config", site("a.yaml", "acme", ""), "--config", site("b.yaml", "globex", elsewhere)));
    }
}
