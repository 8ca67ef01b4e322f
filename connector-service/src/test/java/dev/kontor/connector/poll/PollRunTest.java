package dev.kontor.connector.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import dev.kontor.connector.FakeSource;
import dev.kontor.connector.FakeTransfer;
import dev.kontor.connector.fetch.FetchLimits;
import dev.kontor.connector.namespace.Run;
import dev.kontor.connector.source.Format;
import dev.kontor.connector.source.HttpSource;
import dev.kontor.connector.source.ListRules;
import dev.kontor.connector.source.Mode;
import dev.kontor.connector.source.NamespaceSpec;
import dev.kontor.connector.upload.TransferClient;
import dev.kontor.wire.address.NamespaceName;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollRunTest {
    private static final NamespaceName NAME = new NamespaceName("invoices");
    private static final ListRules RULES = new ListRules(
            JsonPointer.compile("/items"),
            JsonPointer.compile("/id"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new Format(".xml", "application/xml"), new Format(".json", "application/json")));

    private final FakeSource source = new FakeSource();
    private final FakeTransfer transfer = new FakeTransfer();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        source.close();
        transfer.close();
        threads.shutdownNow();
        watchdog.shutdownNow();
        http.shutdownNow();
    }

    @Test
    void publishesASingleDocumentAsTheRoot() {
        source.serves("/export.csv", "text/csv", "a;b\n1;2\n");
        assertEquals(Run.Outcome.PUBLISHED, single().outcome());
        assertEquals(Map.of("", "a;b\n1;2\n"), transfer.published());
    }

    @Test
    void makesNoNewSnapshotWhenTheSourceHasNotChanged() {
        source.serves("/export.csv", "text/csv", "a;b\n");
        single();
        Run second = single();
        assertEquals(Run.Outcome.UNCHANGED, second.outcome());
        assertEquals(1, transfer.sequence());
    }

    @Test
    void followsPagesAndCollectsEveryFormatOfEveryItem() {
        serveTwoPages();
        assertEquals(Run.Outcome.PUBLISHED, list().outcome());
        assertEquals(
                Map.of("1.xml", "xml 1", "1.json", "json 1", "2.xml", "xml 2", "2.json", "json 2"),
                transfer.published());
    }

    @Test
    void asksOnlyForWhatMayHaveChangedAtTheNextPoll() {
        serveTwoPages();
        list();
        serveItem("2", "changed");
        assertEquals(Run.Outcome.PUBLISHED, list().outcome());
        assertEquals("xml changed", transfer.published().get("2.xml"));
        assertEquals("xml 1", transfer.published().get("1.xml"));
    }

    @Test
    void asksForEverythingAgainWhenTransferForgotTheLastSnapshot() {
        serveTwoPages();
        list();
        transfer.forgetEverything();
        assertEquals(Run.Outcome.PUBLISHED, list().outcome());
        assertEquals(4, transfer.published().size());
    }

    @Test
    void publishesNothingWhenAnItemFails() {
        serveTwoPages();
        list();
        serveItem("1", "new");
        source.on("/invoices/2", exchange -> exchange.sendResponseHeaders(500, -1));
        Run run = list();
        assertFailed("wrong-status", run);
        assertEquals("xml 1", transfer.published().get("1.xml"));
        serveItem("2", "2");
        assertEquals(Run.Outcome.PUBLISHED, list().outcome());
        assertEquals("xml new", transfer.published().get("1.xml"));
    }

    @Test
    void refusesABodyShorterThanAnnounced() {
        source.on("/export.csv", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
        assertFailed("cut-short", single());
    }

    @Test
    void refusesAnEndlessBody() {
        source.on("/export.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] junk = new byte[8192];
            while (true) {
                exchange.getResponseBody().write(junk);
            }
        });
        assertFailed("too-large", single());
    }

    @Test
    void givesUpOnABodyThatFallsSilent() {
        CountDownLatch never = new CountDownLatch(1);
        source.on("/export.csv", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            await(never);
        });
        assertFailed("timed-out", single());
        never.countDown();
    }

    @Test
    void refusesToMixPagesOfTwoStatesOfTheList() {
        serveTwoPages();
        source.on("/invoices?page=2", exchange -> {
            source.serves("/invoices", "application/json", "{\"items\":[]}");
            answer(exchange, "{\"items\":[{\"id\":\"2\"}]}");
        });
        assertFailed("changed-while-read", list());
    }

    @Test
    void doesNotFollowTheSourceElsewhere() {
        source.serves(
                "/invoices", "application/json", "{\"items\":[]}", "Link", "<http://127.0.0.2:1/steal>; rel=\"next\"");
        assertFailed("left-the-source", list());
        source.on("/export.csv", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.2:1/");
            exchange.sendResponseHeaders(302, -1);
        });
        assertFailed("wrong-status", single());
    }

    @Test
    void namesAListThatIsNone() {
        source.serves("/invoices", "application/json", "{\"invoices\":[]}");
        assertFailed("not-a-list", list());
        source.serves("/invoices", "text/html", "<html>");
        assertFailed("not-a-list", list());
    }

    @Test
    void refusesAnItemWhoseIdIsAPathTrick() {
        source.serves("/invoices", "application/json", "{\"items\":[{\"id\":\"../../etc/passwd\"}]}");
        assertFailed("bad-item", list());
    }

    @Test
    void saysWhenTheSourceIsDown() {
        source.close();
        assertFailed("unreachable", single());
    }

    @Test
    void saysWhenTransferIsDown() {
        source.serves("/export.csv", "text/csv", "a");
        transfer.close();
        assertFailed("transfer-unreachable", single());
    }

    private void serveTwoPages() {
        source.serves(
                "/invoices",
                "application/json",
                "{\"items\":[{\"id\":\"1\"}]}",
                "Link",
                "</invoices?page=2>; rel=\"next\"");
        source.serves("/invoices?page=2", "application/json", "{\"items\":[{\"id\":\"2\"}]}");
        serveItem("1", "1");
        serveItem("2", "2");
    }

    private void serveItem(String id, String text) {
        source.on("/invoices/" + id, exchange -> {
            boolean xml = "application/xml".equals(exchange.getRequestHeaders().getFirst("Accept"));
            answer(exchange, (xml ? "xml " : "json ") + text);
        });
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String etag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
        exchange.getResponseHeaders().set("ETag", etag);
        if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Run single() {
        return run(new HttpSource(source.url("/export.csv"), Map.of(), Optional.empty()));
    }

    private Run list() {
        return run(new HttpSource(source.url("/invoices"), Map.of(), Optional.of(RULES)));
    }

    private Run run(HttpSource from) {
        NamespaceSpec spec = new NamespaceSpec(NAME, Mode.SNAPSHOT, from, Duration.ofMinutes(1), 1 << 20);
        FetchLimits limits = new FetchLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500), 100_000, 100_000, 10, 100);
        return new PollRun(spec, limits, json, watchdog, Clock.systemUTC())
                .run(new TransferClient(http, transfer.url(), json), new ValidatorFile(folder, NAME, json), threads);
    }

    private static void assertFailed(String reason, Run run) {
        assertEquals(Run.Outcome.FAILED, run.outcome());
        assertEquals(reason, run.reason(), run.detail());
        assertNotNull(run.detail());
        assertTrue(run.detail().length() > 10, run.detail());
    }
}
