package dev.kontor.discovery.dht;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kontor.discovery.TestSite;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// identity-service over real HTTP, reduced to what discovery asks of it. Its first answer is a failure, as when it is
/// still starting.
public final class FakeIdentity implements QuarkusTestResourceLifecycleManager {
    public static final TestSite ACME = new TestSite(1, Instant.parse("2026-01-01T00:00:00Z"));
    /// An active partner, whose site cannot be reached.
    public static final TestSite PARTNER = new TestSite(20, Instant.parse("2026-01-01T00:00:00Z"));

    static final String NAME = "acme-inc";

    private final AtomicLong sequence = new AtomicLong(1);
    private final AtomicLong requests = new AtomicLong();
    private HttpServer server;

    @SuppressWarnings("NullAway") // started before it is stopped
    public FakeIdentity() {}

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/internal/site", exchange -> answer(exchange, site()));
        server.createContext(
                "/internal/descriptors",
                exchange -> answer(
                        exchange,
                        signed(ACME.descriptor(sequence.getAndIncrement(), Instant.now(), host(exchange), NAME))));
        server.createContext(
                "/internal/name-announcements",
                exchange ->
                        answer(exchange, signed(ACME.announcement(NAME, sequence.getAndIncrement(), Instant.now()))));
        server.createContext("/internal/provider-records", exchange -> answer(exchange, providers(exchange)));
        server.createContext("/internal/trust", exchange -> answer(exchange, trust()));
        server.start();
        return Map.of(
                "quarkus.rest-client.identity.url",
                "http://localhost:" + server.getAddress().getPort(),
                "kontor.data.dir",
                freshFolder().toString());
    }

    /// The node remembers sequence numbers for ever, and the sites of these tests begin anew in every run.
    private static Path freshFolder() {
        try {
            return Files.createTempDirectory("kontor-discovery");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static String host(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return body.replaceAll("(?s).*\"host\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private static String providers(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Validity validity = new Validity(1, Instant.now(), Instant.now().plus(TestSite.LIFE));
        return Pattern.compile("[A-Za-z0-9_-]{43}")
                .matcher(body)
                .results()
                .map(key -> new Provider(ACME.siteKey().verifyKey(), Bytes.fromBase64Url(key.group()), validity))
                .map(provider -> '"' + provider.sign(ACME.siteKey()).encoded().base64Url() + '"')
                .collect(Collectors.joining(",", "{\"records\":[", "]}"));
    }

    private static String trust() {
        Instant now = Instant.now();
        return """
                {"version":1,"self":{"orgId":"%s","siteId":"%s","caKeyHash":"%s","name":"%s"},"grants":[],
                 "partners":[{"orgId":"%s","petname":"umbrella","state":"ACTIVE","since":"%s",
                 "sites":[{"siteId":"%s","caKeyHash":"%s","descriptor":"%s"}]}]}""".formatted(
                        ACME.orgId(),
                        ACME.siteId(),
                        ACME.caKeyHash().base64Url(),
                        NAME,
                        PARTNER.orgId(),
                        now,
                        PARTNER.siteId(),
                        PARTNER.caKeyHash().base64Url(),
                        PARTNER.descriptor(1, now, "partner.invalid").encoded().base64Url());
    }

    private static String signed(SignedRecord record) {
        return "{\"record\":\"" + record.encoded().base64Url() + "\"}";
    }

    private static String site() {
        return """
                {"label":"acme","name":"%s","orgId":"%s","siteId":"%s","siteKey":"%s","caKeyHash":"%s",
                 "hpkeKeys":[{"keyId":"%s","publicKey":"%s"}],"inception":"%s","endorsement":"%s",
                 "logHead":{"seq":1,"digest":"%s"}}""".formatted(
                        NAME,
                        ACME.orgId(),
                        ACME.siteId(),
                        ACME.siteKey().verifyKey().raw().base64Url(),
                        ACME.caKeyHash().base64Url(),
                        ACME.hpkeKey().keyId().base64Url(),
                        ACME.hpkeKey().publicKey().base64Url(),
                        ACME.inception().encoded().base64Url(),
                        ACME.endorsement().encoded().base64Url(),
                        ACME.inception().digest().base64Url());
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        boolean starting = requests.getAndIncrement() == 0;
        byte[] body = Bytes.utf8(starting ? "{}" : json).toArray();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(starting ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
