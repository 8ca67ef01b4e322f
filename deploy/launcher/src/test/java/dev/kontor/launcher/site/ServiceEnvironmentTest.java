package dev.kontor.launcher.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceEnvironmentTest {
    private static SiteSetup site(BusAccess bus, Map<String, Map<String, String>> extra) {
        Map<SiteService, Integer> http = new EnumMap<>(SiteService.class);
        Map<SiteService, Integer> management = new EnumMap<>(SiteService.class);
        Map<SiteService, DatabaseAccess.Login> logins = new EnumMap<>(SiteService.class);
        int index = 0;
        for (SiteService service : SiteService.values()) {
            http.put(service, 20_000 + index);
            management.put(service, 21_000 + index++);
            logins.put(service, new DatabaseAccess.Login("acme_" + service.schema(), "pw"));
        }
        return new SiteSetup(
                "acme",
                "acme-inc",
                Path.of("/data/acme"),
                new KeyProtection.KeyFile(Path.of("/secrets/key")),
                new SitePorts(http, management, 7400, 22_000, 7443),
                new SiteReach("0.0.0.0", "0.0.0.0", "kontor.acme.example", 443, List.of("a:1", "b:2")),
                new DatabaseAccess("127.0.0.1:5432/acme", logins),
                bus,
                new SignInAccess("http://localhost:9/realms/acme", "kontor-gateway", "secret"),
                extra);
    }

    private static final BusAccess AMQP = new BusAccess.Amqp("127.0.0.1", 5672, "acme", "pw", "kontor.acme.events");

    @Test
    void tellsEachServiceWhoItIsAndWhereTheOthersAre() {
        Map<String, String> transfer = ServiceEnvironment.of(site(AMQP, Map.of()), SiteService.TRANSFER);
        assertEquals("https://127.0.0.1:20000", transfer.get("KONTOR_IDENTITY_URL"));
        assertEquals("20003", transfer.get("QUARKUS_HTTP_SSL_PORT"));
        assertEquals("21003", transfer.get("QUARKUS_MANAGEMENT_PORT"));
        assertEquals("acme_transfer", transfer.get("QUARKUS_DATASOURCE_USERNAME"));
        assertEquals("/data/acme/transfer-service", transfer.get("KONTOR_DATA_DIR"));
        assertEquals("22000", transfer.get("KONTOR_DATA_PORT"));
    }

    @Test
    void givesTheGatewayAPlainLanPortAndItsClient() {
        Map<String, String> gateway = ServiceEnvironment.of(site(AMQP, Map.of()), SiteService.GATEWAY);
        assertEquals("20004", gateway.get("QUARKUS_HTTP_PORT"));
        assertFalse(gateway.containsKey("QUARKUS_HTTP_SSL_PORT"));
        assertEquals("kontor-gateway", gateway.get("QUARKUS_OIDC_CLIENT_ID"));
        assertEquals("127.0.0.1:22000", gateway.get("KONTOR_DATA_ADDRESS"));
    }

    @Test
    void pointsIdentityToWhatProtectsItsKeys() {
        Map<String, String> identity = ServiceEnvironment.of(site(AMQP, Map.of()), SiteService.IDENTITY);
        assertEquals("/secrets/key", identity.get("KONTOR_KEYS_KEY_FILE"));
        assertFalse(identity.containsKey("KONTOR_KEYS_PASSPHRASE_FILE"));
    }

    @Test
    void announcesThePublicPortThatOthersUse() {
        Map<String, String> discovery = ServiceEnvironment.of(site(AMQP, Map.of()), SiteService.DISCOVERY);
        assertEquals("443", discovery.get("KONTOR_PUBLIC_PORT"));
        assertEquals("a:1,b:2", discovery.get("KONTOR_DHT_BOOTSTRAP"));
    }

    @Test
    void choosesTheBusByItsKind() {
        Map<String, String> kafka = ServiceEnvironment.of(
                site(new BusAccess.Kafka("k:9092", "kontor.acme.events"), Map.of()), SiteService.IDENTITY);
        assertEquals("smallrye-kafka", kafka.get("KONTOR_BUS_CONNECTOR"));
        assertEquals("k:9092", kafka.get("KAFKA_BOOTSTRAP_SERVERS"));
        assertFalse(kafka.containsKey("AMQP_HOST"));
    }

    @Test
    void letsExtraVariablesWin() {
        Map<String, Map<String, String>> extra = Map.of(
                "*", Map.of("KONTOR_LOG_JSON", "true"), "identity-service", Map.of("KONTOR_SITE_LABEL", "other"));
        Map<String, String> identity = ServiceEnvironment.of(site(AMQP, extra), SiteService.IDENTITY);
        assertEquals("true", identity.get("KONTOR_LOG_JSON"));
        assertEquals("other", identity.get("KONTOR_SITE_LABEL"));
    }
}
