package dev.kontor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.testkit.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GetTest {

    private static final String PRICES = "/sites/acme-inc/prices";
    private static final String ADDRESS = "kontor://acme-inc/prices";
    private static final byte[] LARGE = Generator.seeded(7).bytes(300_000);

    @TempDir
    Path folder;

    private FakeGateway gateway;
    private TestShell shell;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
        shell = new TestShell(folder).at(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void writesADocumentToStandardOutputAndNothingElse() {
        gateway.content(PRICES, "apples 3\n");
        Ran ran = shell.run("get", ADDRESS);
        assertEquals(new Ran(0, "apples 3\n", ""), ran);
    }

    @Test
    void writesADocumentToTheNamedFile() throws IOException {
        gateway.content(PRICES, LARGE);
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.bin");
        assertEquals(0, ran.code(), ran.err());
        assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("prices.bin")));
        assertTrue(ran.err().contains("every SHA-256 checked"), ran.err());
        assertEquals(List.of("prices.bin"), shell.files());
    }

    @Test
    void writesADocumentIntoAFolderUnderItsOwnName() throws IOException {
        gateway.content(PRICES, "apples 3\n");
        Files.createDirectory(folder.resolve("here"));
        assertEquals(0, shell.run("get", ADDRESS, "-o", "here").code());
        assertEquals("apples 3\n", Files.readString(folder.resolve("here/prices")));
    }

    @Test
    void goesOnWhereTheLineBroke() throws IOException {
        gateway.content(PRICES, LARGE).cutting(PRICES, 2);
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.bin", "--json");
        assertEquals(0, ran.code(), ran.err());
        assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("prices.bin")));
        List<FakeGateway.Asked> asked = gateway.asked("GET", PRICES);
        assertEquals(3, asked.size());
        assertTrue(asked.get(1).headers().containsKey("Range"));
        Json report = JsonText.read(ran.out());
        assertEquals(LARGE.length, report.number("receivedBytes").orElse(-1), "no byte came twice");
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() throws IOException {
        gateway.content(PRICES, LARGE).cutting(PRICES, 99);
        Ran first = shell.run("get", ADDRESS, "-o", "prices.bin");
        // Each attempt brings half of what is missing, so the line has to die for the run to end.
        gateway.cutting(PRICES, 0);
        Ran second = shell.run("get", ADDRESS, "-o", "prices.bin", "--json");
        assertEquals(0, second.code(), second.err());
        assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("prices.bin")));
        if (first.code() != 0) {
            assertEquals(5, first.code());
            assertTrue(first.err().contains("kept"), first.err());
        }
    }

    @Test
    void continuesAPartThatIsOnDisk() throws IOException {
        gateway.content(PRICES, LARGE);
        leavePart(Arrays.copyOf(LARGE, 200_000));
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.bin", "--json");
        assertEquals(0, ran.code(), ran.err());
        assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("prices.bin")));
        assertEquals(100_000, JsonText.read(ran.out()).number("receivedBytes").orElse(-1));
        assertEquals(
                "bytes=200000-",
                gateway.asked("GET", PRICES).getFirst().headers().get("Range"));
    }

    @Test
    void startsOverWhenThePartOnDiskIsWrong() throws IOException {
        gateway.content(PRICES, LARGE);
        leavePart(new byte[200_000]);
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.bin");
        assertEquals(0, ran.code(), ran.err());
        assertArrayEquals(LARGE, Files.readAllBytes(folder.resolve("prices.bin")));
    }

    @Test
    void refusesContentWithAnotherDigestAndKeepsNothing() throws IOException {
        byte[] forged = LARGE.clone();
        forged[123_456] ^= 1;
        gateway.forged(PRICES, LARGE, forged);
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.bin");
        assertEquals(6, ran.code());
        assertTrue(ran.err().contains("not what was announced"), ran.err());
        assertEquals(List.of(), shell.files());
    }

    @Test
    void sendsNothingForgedToStandardOutput() {
        gateway.forged(PRICES, "apples 3".getBytes(UTF_8), "apples 9".getBytes(UTF_8));
        Ran ran = shell.run("get", ADDRESS);
        assertEquals(6, ran.code());
        assertEquals("", ran.out());
    }

    @Test
    void waitsForABusyGateway() {
        gateway.content(PRICES, "apples 3\n").busy(PRICES, 2);
        assertEquals(0, shell.run("get", ADDRESS).code());
        assertEquals(3, gateway.asked("GET", PRICES).size());
    }

    @Test
    void givesUpOnAGatewayThatStaysBusy() {
        gateway.content(PRICES, "apples 3\n").busy(PRICES, 99);
        assertEquals(5, shell.run("get", ADDRESS).code());
    }

    @Test
    void fetchesALiveDocumentThatHasNoDigest() {
        gateway.live(PRICES, "apples 3\n");
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.txt");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("the source is live"), ran.err());
    }

    @Test
    void fetchesAnEmptyDocument() throws IOException {
        gateway.content(PRICES, "");
        assertEquals(0, shell.run("get", ADDRESS, "-o", "prices.txt").code());
        assertEquals(0, Files.size(folder.resolve("prices.txt")));
    }

    @Test
    void tellsWhatIsNotGranted() {
        gateway.problem("GET", PRICES, 404, "not-found", "acme-inc has no namespace 'prices' that is granted to us.");
        Ran ran = shell.run("get", ADDRESS);
        assertEquals(3, ran.code());
        assertEquals("", ran.out());
        assertTrue(ran.err().startsWith("kontor: kontor://acme-inc/prices: acme-inc has no namespace"), ran.err());
    }

    @Test
    void tellsThatNobodyAnswers() {
        gateway.close();
        Ran ran = shell.run("get", ADDRESS);
        assertEquals(5, ran.code());
        assertTrue(ran.err().contains("connection refused"), ran.err());
    }

    @Test
    void reportsAsJson() throws IOException {
        gateway.content(PRICES, "apples 3\n");
        Ran ran = shell.run("get", ADDRESS, "-o", "prices.txt", "--json");
        Json report = JsonText.read(ran.out());
        assertEquals(ADDRESS, report.text("address").orElse(""));
        assertEquals("ab".repeat(32), report.text("snapshot").orElse(""));
        assertEquals("partner", report.text("source").orElse(""));
        assertEquals(9, report.number("bytes").orElse(0));
    }

    private void leavePart(byte[] bytes) throws IOException {
        String which = FakeGateway.sha256("prices.bin".getBytes(UTF_8)).substring(0, 12);
        Files.write(folder.resolve(".kontor-" + which + "-" + FakeGateway.sha256(LARGE) + ".part"), bytes);
    }
}
