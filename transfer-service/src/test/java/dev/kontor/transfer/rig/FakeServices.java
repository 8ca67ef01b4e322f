package dev.kontor.transfer.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Identity-service and discovery-service as far as transfer-service asks them, behind one HTTP port. Tests change
/// what they say through `/test/...`.
public final class FakeServices implements QuarkusTestResourceLifecycleManager {
    // Quarkus loads this class apart from the application: it must not touch the application's Jackson module.
    private static final ObjectMapper JSON = new ObjectMapper();

    /// System property with the address of the fake, for tests.
    public static final String URL = "dev.kontor.transfer.rig.url";

    private volatile byte[] named = "{\"storageKeys\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private volatile byte[] holders = "{\"sites\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final Queue<JsonNode> receipts = new ConcurrentLinkedQueue<>();
    private @Nullable HttpServer server;
    private volatile byte[] trust = new byte[0];
    private volatile byte[] sites = "{\"records\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @Override
    public Map<String, String> start() {
        try {
            TestSite own = TestSite.create(Path.of("target/test-data/tls"));
            trust = JSON.writeValueAsBytes(Map.of(
                    "version", 1,
                    "self",
                            Map.of(
                                    "orgId", own.orgId().toString(),
                                    "siteId", own.siteId().toString(),
                                    "caKeyHash", own.caKeyHash().base64Url(),
                                    "name", "own"),
                    "partners", List.of(),
                    "grants", List.of()));
            String url = serve(own);
            System.setProperty(URL, url);
            return Map.of(
                    "quarkus.rest-client.identity.url",
                    url,
                    "quarkus.rest-client.discovery.url",
                    url,
                    "kontor.transfer.directory",
                    "target/test-data/store-" + System.nanoTime(),
                    "kontor.transfer.scrub.every",
                    "PT0S",
                    "kontor.transfer.freshness",
                    "PT0S",
                    "kontor.transfer.patience",
                    "PT30S",
                    "kontor.transfer.rounds",
                    "1s");
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("the fake services do not start", failure);
        }
    }

    private String serve(TestSite own) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/internal/site", exchange -> reply(exchange, site(own)));
        http.createContext("/internal/signatures", exchange -> reply(exchange, sign(own, read(exchange))));
        http.createContext("/internal/log/checkpoint", exchange -> reply(exchange, checkpoint(own)));
        http.createContext("/internal/hpke/open", exchange -> reply(exchange, open(own, read(exchange))));
        http.createContext("/internal/receipts", exchange -> {
            receipts.add(read(exchange));
            reply(exchange, Map.of());
        });
        http.createContext("/internal/trust", exchange -> replyBytes(exchange, trust));
        http.createContext("/internal/organisations", exchange -> replyBytes(exchange, sites));
        http.createContext("/internal/providers", exchange -> {
            if (exchange.getRequestMethod().equals("PUT")) {
                named = exchange.getRequestBody().readAllBytes();
                reply(exchange, Map.of());
            } else {
                replyBytes(exchange, holders);
            }
        });
        http.createContext("/test/named", exchange -> replyBytes(exchange, named));
        http.createContext("/test/holders", exchange -> {
            holders = exchange.getRequestBody().readAllBytes();
            reply(exchange, Map.of());
        });
        http.createContext("/test/trust", exchange -> {
            trust = exchange.getRequestBody().readAllBytes();
            reply(exchange, Map.of());
        });
        http.createContext("/test/sites", exchange -> {
            sites = exchange.getRequestBody().readAllBytes();
            reply(exchange, Map.of());
        });
        http.createContext("/test/receipts", exchange -> reply(exchange, receipts));
        http.start();
        server = http;
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private static Map<String, Object> site(TestSite own) {
        Map<String, String> key = Map.of(
                "keyId", own.hpke().publicKey().keyId().base64Url(),
                "publicKey", own.hpke().publicKey().bytes().base64Url());
        return Map.of(
                "label", "test",
                "name", "own",
                "orgId", own.orgId().toString(),
                "siteId", own.siteId().toString(),
                "siteKey", own.key().verifyKey().raw().base64Url(),
                "caKeyHash", own.caKeyHash().base64Url(),
                "hpkeKeys", List.of(key));
    }

    private static Map<String, Object> sign(TestSite own, JsonNode request) {
        RecordType type = RecordType.valueOf(request.get("type").asText().toUpperCase(Locale.ROOT));
        Bytes payload = Bytes.fromBase64Url(request.get("payload").asText());
        return Map.of(
                "record", SignedRecord.sign(type, payload, own.key()).encoded().base64Url());
    }

    private static Map<String, Object> checkpoint(TestSite own) {
        Checkpoint head = new Checkpoint(own.siteId(), 0, MerkleTree.EMPTY_ROOT, Instant.ofEpochSecond(1_800_000_000));
        return Map.of("record", head.sign(own.key()).encoded().base64Url());
    }

    private static Map<String, Object> open(TestSite own, JsonNode request) {
        Sealed sealed = new Sealed(bytes(request, "enc"), bytes(request, "ciphertext"));
        Bytes plaintext = Hpke.open(own.hpke(), bytes(request, "info"), bytes(request, "aad"), sealed);
        return Map.of("plaintext", plaintext.base64Url());
    }

    private static Bytes bytes(JsonNode request, String field) {
        return Bytes.fromBase64Url(request.get(field).asText());
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        return JSON.readTree(exchange.getRequestBody());
    }

    private static void reply(HttpExchange exchange, Object body) {
        try {
            replyBytes(exchange, JSON.writeValueAsBytes(body));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void replyBytes(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        HttpServer http = server;
        if (http != null) {
            http.stop(0);
        }
    }
}
