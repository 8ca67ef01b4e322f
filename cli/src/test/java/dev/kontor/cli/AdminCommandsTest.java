package dev.kontor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.cli.TestShell.Ran;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminCommandsTest {

    private static final Json EMPTY = Json.object().build();

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
    void publishesADocument() throws IOException {
        gateway.answer("POST", "/api/v1/namespaces", 201, EMPTY);
        Ran ran = shell.run("publish", "prices", "--url", "http://192.168.0.7:8000/prices", "--every", "15m");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(JsonText.read("""
                        {"name":"prices","mode":"snapshot",
                         "source":{"kind":"http","url":"http://192.168.0.7:8000/prices"},"pollSeconds":900}"""), sent("POST", "/api/v1/namespaces"));
    }

    @Test
    void publishesAListWithItsRulesAndHeaders() throws IOException {
        gateway.answer("PUT", "/api/v1/namespaces/invoices", 200, EMPTY);
        Files.writeString(folder.resolve("headers"), "X-Api-Key: k:1\n\n");
        Ran ran = shell.run(
                "publish",
                "invoices",
                "--replace",
                "--url",
                "http://erp/invoices",
                "--list",
                "/items",
                "--item-version",
                "/etag",
                "--format",
                ".xml=application/xml",
                "--format",
                ".json=application/json",
                "--header-file",
                "headers");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(JsonText.read("""
                        {"name":"invoices","mode":"snapshot","source":{"kind":"http","url":"http://erp/invoices",
                         "headers":{"X-Api-Key":"k:1"},
                         "list":{"items":"/items","version":"/etag","formats":[
                           {"suffix":".xml","accept":"application/xml"},
                           {"suffix":".json","accept":"application/json"}]}}}"""), sent("PUT", "/api/v1/namespaces/invoices"));
    }

    @Test
    void showsHowFarTheStoredPiecesAreCheckedAndWhatIsDamaged() throws IOException {
        gateway.answer("GET", "/api/v1/scrub", 200, JsonText.read("""
                {"startedAt":"2026-01-01T00:00:00Z","completedAt":"2026-01-02T00:00:00Z","percent":100,
                 "pieces":12,"bytes":2048,"damagedPieces":3,"unmended":[
                   {"namespace":"prices","sequence":7,"ours":false,"pieces":3,
                    "foundAt":"2026-01-01T10:00:00Z","reason":"nobody answers"}]}"""));
        Ran ran = shell.run("scrub");
        assertEquals(1, ran.code());
        assertTrue(ran.out().contains("12 pieces, 2.0 KiB, 3 damaged or missing"), ran.out());
        assertTrue(ran.out().contains("nobody answers"), ran.out());
    }

    @Test
    void beginsToCheckTheStoredPieces() throws IOException {
        gateway.answer("POST", "/api/v1/scrub", 200, JsonText.read("""
                {"startedAt":"2026-01-01T00:00:00Z","percent":0,"pieces":0,"bytes":0,"damagedPieces":0,"unmended":[]}"""));
        Ran ran = shell.run("scrub", "--now");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("0 % of the store is checked"), ran.out());
    }

    @Test
    void namesEveryViolation() throws IOException {
        Json problem = JsonText.read("""
                {"type":"urn:kontor:problem:invalid-input","title":"Invalid","status":400,
                 "violations":[{"field":"name","reason":"1 to 63 of a-z"},{"field":"source.url","reason":"a URL"}]}""");
        gateway.answer("POST", "/api/v1/namespaces", 400, problem);
        Ran ran = shell.run("publish", "prices", "--url", "http://h/");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("name: 1 to 63 of a-z; source.url: a URL."), ran.err());
    }

    @Test
    void invitesByNameOrById() throws IOException {
        gateway.answer(
                "POST",
                "/api/v1/partners",
                201,
                Json.object().with("state", "offered").build());
        String id = "a".repeat(52);
        assertEquals(
                0, shell.run("partner", "invite", "acme-inc", "--as", "acme").code());
        assertEquals(0, shell.run("partner", "invite", id).code());
        List<FakeGateway.Asked> asked = gateway.asked("POST", "/api/v1/partners");
        assertEquals(
                "{\"name\":\"acme-inc\",\"petname\":\"acme\"}", asked.getFirst().body());
        assertEquals("{\"orgId\":\"" + id + "\"}", asked.getLast().body());
    }

    @Test
    void turnsATransferThatIsNamedByHowItsIdBegins() throws IOException {
        String id = "0a1b2c3d" + "0".repeat(24);
        gateway.answer("GET", "/api/v1/transfers", 200, JsonText.read("""
                [{"transferId":"%s","namespace":"invoices"},{"transferId":"0afffff0%s","namespace":"prices"}]""".formatted(id, "0".repeat(24))));
        Json turned = Json.object()
                .with("transferId", id)
                .with("namespace", "invoices")
                .build();
        for (String verb : List.of("pause", "resume", "cancel")) {
            gateway.answer("POST", "/api/v1/transfers/" + id + "/" + verb, 200, turned);
            Ran ran = shell.run("transfers", verb, "0A1b");
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.out().startsWith("The transfer 0a1b2c3d of 'invoices' "), ran.out());
            assertEquals(0, shell.run("transfers", verb, id).code());
        }
        assertEquals(2, shell.run("transfers", "pause", "0a").code());
        assertEquals(3, shell.run("transfers", "pause", "ff").code());
    }

    @Test
    void watchesTransfers() throws IOException {
        gateway.events("/api/v1/transfers/events", """
                id:1700000000000
                event:transfers
                data:[{"transferId":"0a1b2c3d00000000","namespace":"invoices","state":"FETCHING","bytes":2000000,\
                "fetchedBytes":1000000,"bytesPerSecond":500000,"secondsLeft":2,"waitingFor":"the limit 500kB/s"}]

                :nothing new

                """, "data:[]\n\n");
        Ran ran = shell.run("transfers", "--watch");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("0a1b2c3d invoices fetching, "), ran.out());
        assertTrue(ran.out().contains("waits for the limit 500kB/s"), ran.out());
        List<FakeGateway.Asked> asked = gateway.asked("GET", "/api/v1/transfers/events");
        assertEquals(3, asked.size());
        assertEquals("1700000000000", asked.get(1).headers().get("Last-event-id"));
    }

    @Test
    void showsAndSetsLimits() throws IOException {
        Json limits = JsonText.read("""
                {"receive":{"rules":"08:00-18:00 20MB/s","zone":"Europe/Berlin","bytesPerSecond":20000000,
                  "until":"2026-07-06T16:00:00Z","set":true},
                 "send":{"rules":"unlimited","zone":"UTC","set":false}}""");
        gateway.answer("GET", "/api/v1/limits", 200, limits);
        gateway.answer("PUT", "/api/v1/limits", 200, limits);
        gateway.answer("DELETE", "/api/v1/limits", 200, limits);
        Ran ran = shell.run("limits");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("08:00-18:00 20MB/s"), ran.out());
        assertTrue(ran.out().contains("the settings"), ran.out());
        assertEquals(0, shell.run("limits", "set", "20MB/s", "--zone", "UTC").code());
        assertEquals(
                JsonText.read("{\"receive\":\"20MB/s\",\"send\":\"20MB/s\",\"zone\":\"UTC\"}"),
                sent("PUT", "/api/v1/limits"));
        assertEquals(0, shell.run("limits", "reset").code());
        assertEquals(2, shell.run("limits", "set").code());
        assertEquals(2, shell.run("limits", "set", "0", "--send", "0").code());
    }

    @Test
    void decidesAboutAPartner() {
        for (String verb : List.of("accept", "approve", "reject", "withdraw", "revoke")) {
            gateway.answer(
                    "POST",
                    "/api/v1/partners/globex/" + verb,
                    200,
                    Json.object().with("state", "active").build());
            assertEquals(0, shell.run("partner", verb, "globex").code());
            assertEquals(
                    1, gateway.asked("POST", "/api/v1/partners/globex/" + verb).size());
        }
    }

    @Test
    void tellsWhatComesNextInAHandshake() throws IOException {
        Json partner = JsonText.read("""
                {"id":"0a","petname":"globex","suggestedName":"globex-corp","state":"ACCEPTED_BY_THEM",
                 "allowed":["approve","reject","withdraw"],
                 "words":["amber","birch","cedar","dune","ember","fern"]}""");
        gateway.answer("POST", "/api/v1/partners", 201, partner);
        Ran ran = shell.run("partner", "invite", "globex-corp");
        assertEquals("globex: accepted by them.\nWords to compare: amber birch cedar dune ember fern\n", ran.out());
        assertTrue(ran.err().contains("kontor partner approve globex"), ran.err());
    }

    @Test
    void tellsWhyAPollFailed() throws IOException {
        Json run =
                JsonText.read("{\"outcome\":\"failed\",\"reason\":\"status\",\"detail\":\"the source answered 500\"}");
        gateway.answer("POST", "/api/v1/namespaces/prices/poll", 200, run);
        Ran ran = shell.run("poll", "prices");
        assertEquals(1, ran.code());
        assertTrue(ran.out().contains("the source answered 500"), ran.out());
    }

    @Test
    void tellsWhatIsWrongAndWhatToDo() throws IOException {
        Json report = JsonText.read("""
                {"status":"failure","findings":[
                  {"level":"failure","what":"transfer-service","why":"does not answer","action":"Read its log."},
                  {"level":"ok","what":"event bus","why":"connected","action":""}],
                 "refusals":[{"at":"2026-03-01T11:59:00Z","door":"lan","who":"accounting","what":"/sites/x",
                  "reason":"unknown-partner","detail":"no partner has this petname or id"}]}""");
        gateway.answer("GET", "/api/v1/doctor", 200, report);
        Ran ran = shell.run("doctor");
        assertEquals(1, ran.code());
        assertTrue(ran.out().contains("failure  transfer-service  does not answer"), ran.out());
        assertTrue(ran.out().contains("  transfer-service: Read its log."), ran.out());
        assertTrue(ran.out().contains("2026-03-01 11:59:00  lan  accounting  /sites/x: no partner has"), ran.out());
    }

    @Test
    void grantsWithAnEnd() throws IOException {
        gateway.answer(
                "POST",
                "/api/v1/grants",
                201,
                Json.object().with("grantId", "00ff").build());
        Ran ran = shell.run("grant", "add", "invoices", "--to", "globex", "--path", "2026", "--until", "2026-12-31");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("00ff"), ran.out());
        assertEquals(JsonText.read("""
                        {"namespace":"invoices","partner":"globex","pathPrefix":"2026","notAfter":"2027-01-01T00:00:00Z"}"""), sent("POST", "/api/v1/grants"));
    }

    @Test
    void revokesAGrant() {
        gateway.answer("DELETE", "/api/v1/grants/00ff", 200, EMPTY);
        assertEquals(0, shell.run("grant", "revoke", "00ff").code());
    }

    @Test
    void explainsADecision() throws IOException {
        gateway.answer("GET", "/api/v1/grants/explain", 200, JsonText.read("""
                        {"partner":"globex","orgId":"o","namespace":"invoices","decision":"denied","rule":"revoked",
                         "detail":"the grant was revoked","change":"give a grant",
                         "grants":[{"grantId":"00ff","audience":"all partners","pathPrefix":"","says":"revoked",
                                    "detail":"it was revoked"}]}"""));
        Ran ran = shell.run("grant", "explain", "globex", "kontor://acme-inc/invoices/2026");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.out().contains("globex and invoices: denied by the rule revoked, for the grant was revoked."),
                ran.out());
        assertTrue(ran.out().contains("To change that: give a grant."), ran.out());
        assertTrue(ran.out().contains("00ff"), ran.out());
    }

    @Test
    void printsAnswersAsTheyAreForScripts() throws IOException {
        Json answer = JsonText.read("{\"partners\":[{\"petname\":\"acme\",\"extra\":1.50}]}");
        gateway.answer("GET", "/api/v1/partners", 200, answer);
        Ran ran = shell.run("partner", "list", "-o", "json");
        assertEquals(answer, JsonText.read(ran.out()));
        assertTrue(ran.out().contains("1.50"), "numbers keep their digits");
    }

    @Test
    void keepsTerminalsSafeFromNames() throws IOException {
        Json answer = JsonText.read("[{\"petname\":\"a\\u001b[2Jb\",\"state\":\"active\"}]");
        gateway.answer("GET", "/api/v1/partners", 200, answer);
        Ran ran = shell.run("partner", "list");
        assertTrue(ran.out().contains("a [2Jb"), ran.out());
    }

    @Test
    void saysThatAUserMayNot() {
        gateway.problem("GET", "/api/v1/receipts", 403, "forbidden", "");
        Ran ran = shell.run("receipts");
        assertEquals(4, ran.code());
        assertTrue(ran.err().contains("role"), ran.err());
    }

    @Test
    void escapesWhatStandsInAPath() {
        shell.run("grant", "revoke", "a/b?c");
        assertEquals("/api/v1/grants/a%2Fb%3Fc", gateway.asked().getFirst().path());
    }

    private Json sent(String method, String path) throws IOException {
        return JsonText.read(gateway.asked(method, path).getFirst().body());
    }
}
