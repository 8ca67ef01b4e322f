package dev.kontor.discovery.voidphone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path folder;

    private Configuration read(String text) throws IOException {
        return Configuration.read(Files.writeString(folder.resolve("dht.ini"), text));
    }

    @Test
    void readsAFileOfTheCourse() throws IOException {
        Files.writeString(folder.resolve("hostkey.pem"), "a key");
        Configuration read = read("""
                ; a comment
                hostkey = hostkey.pem

                [onion]
                p2p_address = 192.0.2.1:9000
                [DHT]
                p2p_address = [::1]:7400
                api_address = [::1]:7401
                """);
        assertEquals("::1", read.node().host());
        assertEquals(7400, read.node().port());
        assertEquals("::1", read.api().host());
        assertEquals(7401, read.api().port());
        assertTrue(read.node().seed().isPresent());
    }

    @Test
    void readsTheOlderListenAddress() throws IOException {
        assertEquals(
                7500, read("[dht]\nlisten_address = 127.0.0.1:7500\n").node().port());
    }

    @Test
    void anotherHostKeyIsAnotherNode() throws IOException {
        Files.writeString(folder.resolve("a"), "one");
        Files.writeString(folder.resolve("b"), "other");
        assertNotEquals(
                read("hostkey=a\n").node().seed(), read("hostkey=b\n").node().seed());
    }

    @Test
    void offersTheApiToOthersOnlyWhenToldSo() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> read("[dht]\napi_address = 0.0.0.0:7401\n"));
        assertEquals(
                "0.0.0.0",
                read("[dht]\napi_address = 0.0.0.0:7401\napi_public = true\n")
                        .api()
                        .host());
    }

    @Test
    void keepsLifetimesWithinItsRange() throws IOException {
        ApiPlace api = read("[dht]\nmin_ttl = 100\nmax_ttl = 200\n").api();
        assertEquals(Duration.ofSeconds(100), api.clamp(Duration.ZERO));
        assertEquals(Duration.ofSeconds(150), api.clamp(Duration.ofSeconds(150)));
        assertEquals(Duration.ofSeconds(200), api.clamp(Duration.ofSeconds(65_535)));
    }

    @Test
    void saysWhichLineIsWrong() {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> read("[dht]\nnonsense\n"));
        assertTrue(wrong.toString().contains("line 2"), wrong.toString());
    }
}
