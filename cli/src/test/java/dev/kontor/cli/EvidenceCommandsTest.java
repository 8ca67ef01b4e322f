package dev.kontor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Evidence that is checked without any site.
class EvidenceCommandsTest {
    private static final Path PUBLISHED = Path.of("..", "docs", "spec", "vectors", "evidence.asice");

    @TempDir
    private Path folder;

    private Path put(byte[] content) throws IOException {
        return Files.write(folder.resolve("some.asice"), content);
    }

    @Test
    void saysWhatIsProvedAndWhatNot() throws IOException {
        put(Files.readAllBytes(PUBLISHED));
        Ran ran = new TestShell(folder).run("verify", "some.asice");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("has countersigned that receipt"), ran.out());
        assertTrue(ran.out().contains("no time-stamp authority"), ran.out());
        assertTrue(ran.out().contains("their names"), ran.out());
    }

    @Test
    void endsWithAnotherCodeWhenABitHasChanged() throws IOException {
        byte[] content = Files.readAllBytes(PUBLISHED);
        content[content.length / 2] ^= 1;
        put(content);
        Ran ran = new TestShell(folder).run("verify", "some.asice");
        assertEquals(6, ran.code());
        assertTrue(ran.out().contains("proves nothing"), ran.out());
    }

    @Test
    void saysThatThereIsNoSuchFileOrNoEvidence() throws IOException {
        assertEquals(3, new TestShell(folder).run("verify", "none.asice").code());
        put("no evidence at all".getBytes(StandardCharsets.US_ASCII));
        var other = new TestShell(folder).run("verify", "some.asice");
        assertEquals(6, other.code());
        assertTrue(other.out().contains("not a ZIP file"), other.out());
        assertEquals(2, new TestShell(folder).run("verify").code());
    }
}
