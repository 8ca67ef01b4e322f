package dev.kontor.transfer.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.Self;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.VerifyKey;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What tests do to the running service from outside: tell it whom to trust, look at what it told others.
@ApplicationScoped
public class ServiceUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Outbox outbox;
    private final TrustProjection trust;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newHttpClient();

    ServiceUnderTest(Outbox outbox, TrustProjection trust, ObjectMapper json) {
        this.json = json;
        this.outbox = outbox;
        this.trust = trust;
    }

    public TrustView view() {
        return switch (trust.current()) {
            case TrustProjection.Trust.Fresh(var view, var _) -> view;
            case TrustProjection.Trust.Stale(var since) ->
                throw new IllegalStateException("trust is stale since " + since);
        };
    }

    public Self self() {
        await(() -> trust.current() instanceof TrustProjection.Trust.Fresh);
        return view().self();
    }

    /// Changes the trust view and waits until the service has it, by way of the event bus.
    public void trust(List<PartnerView> partners, List<GrantView> grants) {
        TrustView next = new TrustView(Instant.now().toEpochMilli(), self(), partners, grants);
        post("/test/trust", json.valueToTree(next));
        try {
            VertxContextSupport.subscribeAndAwait(() -> outbox.transact(session ->
                    outbox.publish(session, EventTypes.GRANT_CHANGED, Map.of("trustVersion", next.version()))));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        await(() -> view().version() == next.version());
    }

    /// What discovery-service knows.
    public void announce(List<Bytes> descriptors) {
        post("/test/sites", json.valueToTree(Map.of("records", descriptors)));
    }

    /// Who says to hold anything that is asked for.
    public void holders(List<SiteId> sites) {
        post("/test/holders", json.valueToTree(Map.of("sites", sites)));
    }

    /// The storage keys of what our site says to hold.
    public List<String> announced() {
        return send(HttpRequest.newBuilder(uri("/test/named")).build())
                .findValue("storageKeys")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /// Our site's key for what is sealed to us.
    public HpkePublicKey hpkeKey() {
        JsonNode site = send(HttpRequest.newBuilder(uri("/internal/site")).build());
        return new HpkePublicKey(
                Bytes.fromBase64Url(site.get("hpkeKeys").get(0).get("publicKey").asText()));
    }

    /// Our site's key for signatures.
    public VerifyKey siteKey() {
        JsonNode site = send(HttpRequest.newBuilder(uri("/internal/site")).build());
        return new VerifyKey(Bytes.fromBase64Url(site.get("siteKey").asText()));
    }

    /// What identity-service was given to keep.
    public JsonNode receipts() {
        return send(HttpRequest.newBuilder(uri("/test/receipts")).build());
    }

    private void post(String path, JsonNode body) {
        var _ = send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static URI uri(String path) {
        return URI.create(System.getProperty(FakeServices.URL) + path);
    }

    public static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    /// An upload in `application/kontor-entries`; a null content means unchanged.
    public static byte[] upload(Map<String, String> headers, Map<String, byte[]> contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : headers.entrySet()) {
                byte[] header = entry.getValue().getBytes(StandardCharsets.UTF_8);
                out.writeInt(header.length);
                out.write(header);
                byte[] content = contents.getOrDefault(entry.getKey(), new byte[0]);
                for (int at = 0; at < content.length; at += 1000) {
                    int length = Math.min(1000, content.length - at);
                    out.writeInt(length);
                    out.write(content, at, length);
                }
                out.writeInt(0);
            }
            out.writeInt(0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
