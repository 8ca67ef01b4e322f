package dev.kontor.transfer.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
    private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void writesOneBlockForAShortName() {
        byte[] header = Tar.header("2026/INV-1.xml", 300, Optional.of(MODIFIED));
        assertEquals(Tar.BLOCK, header.length);
        assertEquals("ustar", new String(header, 257, 5, StandardCharsets.US_ASCII));
        assertEquals("00000000454", new String(header, 124, 11, StandardCharsets.US_ASCII));
        assertEquals(212, Tar.padding(300).length);
        assertEquals(0, Tar.padding(1024).length);
    }

    @Test
    void theSystemsTarReadsItBack(@TempDir Path folder) throws Exception {
        String longName = "ordner/" + "ü".repeat(90) + ".txt";
        Path archive = folder.resolve("a.tar");
        Files.write(archive, archive(longName));
        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tar.waitFor(), output);
        assertArrayEquals("hello".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(folder.resolve("short.txt")));
        assertArrayEquals("long".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(folder.resolve(longName)));
        assertEquals(
                MODIFIED, Files.getLastModifiedTime(folder.resolve("short.txt")).toInstant());
    }

    @Test
    void countsAPaxRecordsOwnLength() {
        for (int length = 90; length < 110; length++) {
            byte[] header = Tar.header("é" + "x".repeat(length), 1, Optional.empty());
            String record = new String(header, Tar.BLOCK, Tar.BLOCK, StandardCharsets.UTF_8);
            int said = Integer.parseInt(record.substring(0, record.indexOf(' ')));
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            assertEquals('\n', bytes[said - 1]);
            assertTrue(new String(bytes, said, 12, StandardCharsets.UTF_8).contains(" size="));
        }
    }

    private static byte[] archive(String longName) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Tar.header("short.txt", 5, Optional.of(MODIFIED)));
        out.write("hello".getBytes(StandardCharsets.UTF_8));
        out.write(Tar.padding(5));
        out.write(Tar.header(longName, 4, Optional.empty()));
        out.write("long".getBytes(StandardCharsets.UTF_8));
        out.write(Tar.padding(4));
        out.write(Tar.end());
        return out.toByteArray();
    }
}
