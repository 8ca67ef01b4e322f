package dev.kontor.gateway.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that no polite client sends, on a socket of our own: each is answered with a problem that says what is wrong.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class RawRequestTest {
    private static final int MEGABYTE = 1 << 20;

    @SuppressWarnings("NullAway.Init")
    World world;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sites/offline/invoices//x | empty segment",
                "/sites/offline/invoices/%2e%2e/x | '..'",
                "/sites/offline/invoices/.%2E/x | '..'",
                "/sites/../api/v1/me | '..'",
                "/./sites | '.'",
                "http://elsewhere.example/sites/../api/v1/me | '..'",
                "/sites/offline/invoices/a%2fb | slash",
                "/sites/offline/invoices/a%5Cb | backslash",
                "/sites/a\u0000b | path was refused",
                "/sites/a\\b/c | path was refused",
                "/sites/offline/invoices/\u00e4 | path was refused",
                "/sites/offline/invoices/%zz | path was refused",
                "/sites/offline/invoices/% | path was refused",
                "/sites/offline/invoices/%00 | control character",
                "/sites/offline/invoices/%0d%0aSet-Cookie:x=1 | control character",
                "/sites/offline/invoices/%ff | UTF-8",
                "/sites/<x> | path was refused",
                "/sites?a=%zz | query was refused",
                "/sites?a=<x> | query was refused",
                "/sites?a=b\\c | query was refused"
            })
    void refusesWhatIsNoPlainPathInWords(String target, String why) throws IOException {
        Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + signedIn() + "Connection: close\r\n\r\n");
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.detail().contains(why), answer.text());
        assertFalse(answer.text().contains("Set-Cookie: x"), answer.text());
    }

    @Test
    void refusesLongTargetsAndHeadersInWords() throws IOException {
        Answer line = ask("GET /sites?q=" + "a".repeat(RequestHead.LONGEST_TARGET) + " HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n\r\n");
        assertEquals(400, line.status());
        assertTrue(line.detail().contains("at most 8192"), line.text());
        Answer path = ask(
                "GET /" + "a".repeat(RequestPath.LONGEST) + " HTTP/1.1\r\nHost: x\r\n" + "Connection: close\r\n\r\n");
        assertTrue(path.detail().contains("at most 4096"), path.text());
        Answer headers = ask("GET /sites HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: "
                + "a".repeat(RequestHead.LARGEST_HEADERS) + "\r\n\r\n");
        assertEquals(400, headers.status());
        assertTrue(headers.detail().contains("at most 16384"), headers.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: x\r\nHost: y\r\n"})
    void wantsExactlyOneHost(String hosts) throws IOException {
        Answer answer = ask("GET /sites HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.detail().contains("Host"), answer.text());
    }

    /// The HTTP layer refuses these before it has a request to show, with a status and nothing else.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /sites HTTP/1.1\r\nHost: x\r\nX-Evil: a\u0000b\r\n\r\n",
                "GET /sites HTTP/1.1\r\nHost: x\r\n : folded\r\n\r\n",
                "GET /sites HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET sites HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /sites HTTP/9.9\r\n\r\n",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: five\r\n\r\nabcde",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"
            })
    void answersWhatIsNoHttpWith4xxOrNotAtAll(String request) throws IOException {
        String answer = raw(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/\\d\\.\\d (4|501).*"), answer);
    }

    @Test
    void cutsOffWhatIsBeyondAllMeasure() throws IOException {
        String line = raw("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(line.isEmpty() || line.matches("(?s)HTTP/1.[01] 414.*"), line);
        String headers = raw("GET /sites HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(70_000) + "\r\n\r\n");
        assertTrue(headers.isEmpty() || headers.matches("(?s)HTTP/1.[01] 431.*"), headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/grants", "/api/v1/partners"})
    void refusesLargeBodiesHoweverTheyCome(String path) throws IOException {
        world.services().onJson("/api/v1/grants", 200, "[]");
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + signedIn() + "Content-Type: application/json\r\n";
        Answer whole = ask(head + "Content-Length: " + 2 * MEGABYTE + "\r\n\r\n" + "x".repeat(2 * MEGABYTE));
        assertEquals(413, whole.status());
        assertTrue(whole.detail().contains("at most 1048576"), whole.text());
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        Answer chunked = ask(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(32) + "0\r\n\r\n");
        assertEquals(413, chunked.status(), chunked.text());
        assertTrue(chunked.detail().contains("1048576"), chunked.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[1]", "{\"name\":\"a\u0000b\"}", "\"text\""})
    void refusesABodyThatIsNoJsonObject(String body) throws IOException {
        Answer answer = ask("POST /api/v1/partners HTTP/1.1\r\nHost: x\r\n" + signedIn()
                + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
        assertEquals(400, answer.status(), answer.text());
        assertFalse(answer.detail().isEmpty());
    }

    @Test
    void goesOnWithTheNextRequestAfterARefusedOne() throws IOException {
        String refused = "POST /api/v1/grants HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde";
        String answers = raw(refused + refused + "GET /signed-out HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertEquals(2, answers.split("HTTP/1.1 401", -1).length - 1, answers);
        assertTrue(answers.contains("HTTP/1.1 200"), answers);
    }

    private String signedIn() {
        return "Authorization: Bearer " + world.signIn().bearer("x", "admin") + "\r\n";
    }

    /// @param text all of it
    private record Answer(int status, String detail, String text) {}

    private static Answer ask(String request) throws IOException {
        String text = raw(request);
        assertTrue(
                text.contains("content-type: application/problem+json")
                        || text.contains("Content-Type: application/problem+json"),
                text);
        String body = text.substring(text.indexOf("\r\n\r\n") + 4);
        return new Answer(
                Integer.parseInt(text.substring(9, 12)), JsonPath.from(body).getString("detail"), text);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
