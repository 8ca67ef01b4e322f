package dev.kontor.kit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.testkit.tls.TestAuthority;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/// Runs with the profile of production: what stands between a service and its callers is the kit's own configuration.
@QuarkusTest
@TestProfile(CallerRoleTest.Production.class)
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = BrokerResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CallerRoleTest {
    private static final String DIRECTORY = "kontor.test.directory";

    @TestHTTPResource(value = "/probe/transfer-only", tls = true)
    @SuppressWarnings("NullAway.Init")
    URI guarded;

    /// The site's authority in a file, because the profile and the test live in different class loaders.
    public static final class Production implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return "prod";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            // Asked more than once, by more than one class loader.
            if (System.getProperty(DIRECTORY) == null) {
                System.setProperty(DIRECTORY, newDirectory().toString());
            }
            String directory = System.getProperty(DIRECTORY, "");
            return Map.of("kontor.data.dir", directory, "kontor.trust.dir", directory, "kontor.log.json", "true");
        }

        private static Path newDirectory() {
            try {
                Path directory = Files.createTempDirectory("kontor-kit");
                TestAuthority authority = TestAuthority.of("acme-site");
                authority.issue("kit-service").writeTo(directory.resolve("tls"));
                authority.issue("transfer-service").writeTo(directory.resolve("transfer"));
                authority.issue("connector-service").writeTo(directory.resolve("connector"));
                TestAuthority.of("acme-site").issue("transfer-service").writeTo(directory.resolve("impostor"));
                return directory;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Test
    void letsTheNamedServiceIn() throws Exception {
        assertEquals(200, get(caller("transfer")).statusCode());
    }

    @Test
    void refusesAnotherServiceOfTheSite() throws Exception {
        HttpResponse<String> refusal = get(caller("connector"));
        assertEquals(403, refusal.statusCode());
        assertTrue(refusal.body().contains("urn:kontor:problem:not-allowed"));
    }

    @Test
    void refusesACertificateOfAnotherAuthority() {
        assertThrows(IOException.class, () -> get(caller("impostor")));
    }

    @Test
    void refusesACallerWithoutACertificate() {
        assertThrows(
                IOException.class, () -> get(PemContext.trusting(directory().resolve("tls/ca.pem"))));
    }

    @Test
    void speaksNoPlainHttp() {
        URI plain = URI.create("http://localhost:" + guarded.getPort() + guarded.getPath());
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(plain).build();
            assertThrows(IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
        }
    }

    private HttpResponse<String> get(SSLContext tls) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(HttpRequest.newBuilder(guarded).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext caller(String name) {
        return PemContext.of(directory().resolve(name), directory().resolve("tls/ca.pem"));
    }

    private static Path directory() {
        return Path.of(System.getProperty(DIRECTORY, ""));
    }
}
