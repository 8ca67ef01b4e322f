package dev.kontor.bench.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeepAliveTest {
    @Test
    void readsDocumentsAndFilesOnOneConnection(@TempDir Path folder) throws IOException {
        byte[] document = bytes(10_240);
        byte[] large = bytes(300_000);
        Path file = Files.write(folder.resolve("large"), large);
        try (LanSource source = new LanSource();
                KeepAlive client = KeepAlive.to(source.address("/"))) {
            source.put("/document", "text/plain", document);
            source.put("/large", file);
            for (int round = 0; round < 3; round++) {
                KeepAlive.Reply reply = client.get("/document");
                assertEquals(200, reply.status());
                assertEquals("text/plain", reply.header("Content-Type").orElseThrow());
                assertArrayEquals(document, reply.body());
                assertArrayEquals(large, client.get("/large").body());
            }
        }
    }

    @Test
    void seesAnotherTagWhenTheDocumentChanged() throws IOException {
        try (LanSource source = new LanSource();
                KeepAlive client = KeepAlive.to(source.address("/"))) {
            source.put("/document", "text/plain", bytes(10));
            String before = client.get("/document").header("ETag").orElseThrow();
            source.put("/document", "text/plain", bytes(11));
            assertNotEquals(before, client.get("/document").header("ETag").orElseThrow());
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
