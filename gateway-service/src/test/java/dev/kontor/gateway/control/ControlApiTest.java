package dev.kontor.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.world.FakeServices;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.SiteId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class ControlApiTest {
    private static final String INTAKE = "/internal/pairing/messages";
    private static final SiteId STRANGER = new SiteId(Bytes.of(Sha256.digest(new byte[] {7})));

    private final TestAuthority strangers = TestAuthority.of(STRANGER.toString());

    @SuppressWarnings("NullAway.Init")
    World world;

    @Inject
    @SuppressWarnings("NullAway.Init")
    RefusalLog refusals;

    @Test
    void takesPairingMessagesFromStrangersAndSaysWhoTheyAre() throws Exception {
        world.services().on(INTAKE, exchange -> FakeServices.send(exchange, 202, new byte[0]));
        try (OtherSite stranger = stranger()) {
            assertTrue(stranger.post("/pairing/messages", "hello").startsWith("HTTP/1.1 202"));
        }
        FakeServices.Asked asked = world.services().last(INTAKE);
        assertEquals("hello", asked.body());
        assertEquals(STRANGER.toString(), asked.header("Kontor-Peer-Site"));
        byte[] key = strangers.certificate().getPublicKey().getEncoded();
        assertEquals(Bytes.of(Sha256.digest(key)).hex(), asked.header("Kontor-Peer-Ca"));
        assertEquals("application/cose", asked.header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pairing/messages", "/catalogue", "/live/prices", "/internal/trust", "/", "/../x"})
    void showsStrangersNothingElse(String path) throws Exception {
        try (OtherSite stranger = stranger()) {
            assertNothing(stranger.get("GET", path));
        }
    }

    @Test
    void limitsWhatStrangersSend() throws Exception {
        world.services().forget();
        try (OtherSite stranger = stranger()) {
            assertTrue(stranger.post("/pairing/messages", "x".repeat(100_000)).startsWith("HTTP/1.1 413"));
        } catch (SocketException closedBeforeAllWasSent) {
            assertEquals(0, world.services().count(INTAKE));
        }
        boolean refused = false;
        String seven = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n".repeat(7);
        for (int connection = 0; connection < 20 && !refused; connection++) {
            try (OtherSite stranger = stranger()) {
                refused = stranger.ask(seven + "GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .contains("HTTP/1.1 429");
            }
        }
        assertTrue(refused);
    }

    @Test
    void admitsNoStrangerToThePartnersApi() throws Exception {
        try (OtherSite stranger = site(strangers, "TLSv1.3", "http/1.1")) {
            assertThrows(IOException.class, () -> stranger.get("GET", "/catalogue"));
        }
        assertTrue(refusals.last().stream().anyMatch(one -> one.detail().contains("unknown-site")));
    }

    @Test
    void speaksNoOtherProtocolAndNoOlderTls() throws Exception {
        try (OtherSite peer = site(world.authority(), "TLSv1.3", "h2")) {
            assertThrows(IOException.class, () -> {
                String answer = peer.get("GET", "/catalogue");
                if (answer.isEmpty()) {
                    throw new IOException("closed");
                }
            });
        }
        try (OtherSite old = site(world.authority(), "TLSv1.2", "http/1.1")) {
            assertThrows(IOException.class, () -> old.get("GET", "/catalogue"));
        }
    }

    @Test
    void tellsAPartnerWhatItMayRead() throws Exception {
        try (OtherSite partner = partner()) {
            String answer = partner.get("GET", "/catalogue");
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.contains("{\"name\":\"prices\",\"mode\":\"live\",\"pathPrefix\":\"\"}"), answer);
            assertTrue(answer.contains("{\"name\":\"stock\",\"mode\":\"live\",\"pathPrefix\":\"open\"}"), answer);
        }
    }

    @Test
    void passesAPartnersMessageOn() throws Exception {
        world.services().on(INTAKE, exchange -> FakeServices.send(exchange, 202, new byte[0]));
        try (OtherSite partner = partner()) {
            assertTrue(partner.post("/partner/messages", "notice").startsWith("HTTP/1.1 202"));
        }
        assertEquals(World.site().toString(), world.services().last(INTAKE).header("Kontor-Peer-Site"));
    }

    @Test
    void exchangesAddressBooksWithAPartner() throws Exception {
        String path = "/internal/address-books/" + World.site();
        world.services()
                .on(
                        path,
                        exchange -> FakeServices.send(exchange, 200, "{\"ours\":1}".getBytes(StandardCharsets.UTF_8)));
        try (OtherSite partner = partner()) {
            String answer = partner.post("/address-book", "{\"theirs\":1}");
            assertTrue(answer.startsWith("HTTP/1.1 200") && answer.contains("{\"ours\":1}"), answer);
        }
        assertEquals("{\"theirs\":1}", world.services().last(path).body());
        world.services()
                .on(
                        path,
                        exchange -> FakeServices.send(
                                exchange, 400, "{\"detail\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
        try (OtherSite partner = partner()) {
            String answer = partner.post("/address-book", "{}");
            assertTrue(answer.startsWith("HTTP/1.1 400") && !answer.contains("detail"), answer);
        }
    }

    @Test
    void decidesEachRequestOfALiveNamespaceByItsGrant() throws Exception {
        world.services()
                .on(
                        "/internal/live/stock",
                        exchange -> FakeServices.send(exchange, 200, "some".getBytes(StandardCharsets.UTF_8)));
        try (OtherSite partner = partner()) {
            assertTrue(partner.get("GET", "/live/stock/open/a?b=c").endsWith("\r\n\r\nsome"));
        }
        assertEquals(
                "/internal/live/stock/open/a?b=c",
                world.services().last("/internal/live/stock").uri());
        try (OtherSite partner = partner()) {
            String head = partner.get("HEAD", "/live/stock/open/a");
            assertTrue(head.startsWith("HTTP/1.1 200") && head.endsWith("\r\n\r\n"), head);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/stock",
                "/live/stock/closed",
                "/live/stock/open/../closed",
                "/live/stock/open%2f..%2fclosed",
                "/live/secret",
                "/live/invoices",
                "/live/",
                "/live",
                "/pairing/messages",
                "/internal/trust",
                "http://x/catalogue"
            })
    void showsAPartnerNothingElse(String path) throws Exception {
        world.services().forget();
        try (OtherSite partner = partner()) {
            assertNothing(partner.get("GET", path));
        }
        assertEquals(0, world.services().count("/internal/live"));
    }

    @Test
    void answersSeveralRequestsOfOneConnectionInOrder() throws Exception {
        try (OtherSite partner = partner()) {
            String first = "GET /catalogue HTTP/1.1\r\nHost: x\r\n\r\n";
            String both = partner.ask(first.concat("GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            assertTrue(both.indexOf("HTTP/1.1 200") == 0 && both.indexOf("HTTP/1.1 404") > 0, both);
        }
    }

    @Test
    void closesOnWhatIsNotHttp() throws Exception {
        try (OtherSite partner = partner()) {
            String answer = partner.ask("\u0000\u0001nonsense\r\n\r\n");
            assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }

    private static void assertNothing(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
        assertTrue(answer.endsWith("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}"), answer);
    }

    private OtherSite stranger() throws IOException, GeneralSecurityException {
        return site(strangers, "TLSv1.3", "kontor-pair");
    }

    private OtherSite partner() throws IOException, GeneralSecurityException {
        return site(world.authority(), "TLSv1.3", "http/1.1");
    }

    private OtherSite site(TestAuthority authority, String protocol, String alpn)
            throws IOException, GeneralSecurityException {
        return new OtherSite(
                authority.issue("gateway-service"), world.edgePort(), World.site() + ".kontor", protocol, alpn);
    }
}
