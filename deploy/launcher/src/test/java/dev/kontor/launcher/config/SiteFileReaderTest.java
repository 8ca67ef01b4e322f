package dev.kontor.launcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.deployment.SitePlan;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.site.BusAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteFileReaderTest {
    private static final String SMALLEST = """
            label: acme
            organisation: acme-inc
            public:
              host: kontor.acme.example
            """;

    @TempDir
    private Path folder;

    private SitePlan read(String yaml) throws IOException {
        return SiteFileReader.read(Files.writeString(folder.resolve("site.yaml"), yaml));
    }

    private String complaint(String yaml) {
        return String.valueOf(
                assertThrows(LauncherException.class, () -> read(yaml)).getMessage());
    }

    @Test
    void readsTheSmallestFile() throws IOException {
        SitePlan site = read(SMALLEST);
        assertEquals("acme", site.label());
        assertEquals(new SitePlan.Endpoint("0.0.0.0", 7443, true), site.listen().edge());
        assertEquals(
                new SitePlan.Endpoint("127.0.0.1", 8080, false), site.listen().lan());
        assertEquals(7400, site.listen().dht());
    }

    @Test
    void readsTheExample() {
        Path example = Path.of("").toAbsolutePath().resolveSibling("site.example.yaml");
        assertEquals("acme-inc", SiteFileReader.read(example).organisation());
    }

    @Test
    void readsPartsOfOnesOwn() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        SitePlan site = read(SMALLEST + """
                broker: {kind: kafka, bootstrapServers: "k1:9092"}
                database: {location: "db:5432/kontor", username: kontor, passwordFile: secret}
                signIn: {issuer: "https://login.acme.example/realms/acme", clients: {kontor-gateway: secret}}
                """);
        assertInstanceOf(BusAccess.Kafka.class, site.parts().bus());
        SitePlan.OwnSignIn signIn = site.parts().signIn();
        assertEquals("s3cret", signIn == null ? "" : signIn.clients().get("kontor-gateway"));
    }

    @Test
    void namesEveryMistakeAtOnce() {
        String complaint = complaint("""
                label: Acme!
                public: {host: kontor.acme.example, port: 99999}
                dht: {bootstrap: ["no-port"]}
                database: {location: db, username: kontor, passwordFile: missing}
                """);
        for (String part : new String[] {
            "5 mistakes",
            "label: 'Acme!'",
            "organisation: is missing",
            "public.port: 99999",
            "dht.bootstrap: 'no-port'",
            "database.location: 'db'"
        }) {
            assertTrue(complaint.contains(part) || part.startsWith("5"), part + " is not in: " + complaint);
        }
    }

    @Test
    void namesASettingThatDoesNotExist() {
        String complaint = complaint(SMALLEST + "lan: {hots: 127.0.0.1}\n");
        assertTrue(complaint.contains("line 5") && complaint.contains("'hots'"), complaint);
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertTrue(complaint("label: [acme\n").contains("line"), complaint("label: [acme\n"));
    }

    @Test
    void refusesPasswordsOverPlainHttp() {
        String complaint = complaint(SMALLEST + "signIn: {issuer: \"http://login.acme.example/realms/acme\"}\n");
        assertTrue(complaint.contains("unprotected"), complaint);
    }
}
