package dev.kontor.e2e;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The demo's two sites, started once for all tests by `kontor demo` and stopped by `kontor stop`.
///
/// Tests meet them as partners already: acme has granted `invoices` to globex. Each test makes namespaces of its own.
final class TwoSites implements ParameterResolver {
    private static final Duration START = Duration.ofMinutes(6);
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(TwoSites.class);

    /// One of the two.
    record Site(String label, String organisation, String lanUrl, String edgeHost, int edgePort) {}

    /// One process as `kontor status` sees it.
    record Part(String site, String role, String state, long pid) {}

    /// The running sites.
    static final class Running implements AutoCloseable {
        private final Command command;
        private final Process demo;
        private final Path log;
        private final ObjectMapper json = new ObjectMapper();

        Running() {
            try {
                Path root = Path.of(System.getProperty("kontor.root"));
                Path folder = Files.createDirectories(Path.of("target/e2e").toAbsolutePath());
                command = new Command(root, folder.resolve("home"));
                log = folder.resolve("demo.log");
                // What an interrupted run may have left.
                command.run(Duration.ofMinutes(2), "stop");
                demo = command.start(log, "demo", "--fresh", "--no-start-up-caches");
                Patience.until("the demo told its story; see " + log, START, this::told);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private boolean told() throws IOException {
            String text = Files.readString(log);
            if (!demo.isAlive() || text.contains("The story did not hold")) {
                throw new IllegalStateException("the demo ended or failed:\n" + text);
            }
            return text.contains("Everything keeps running");
        }

        Command command() {
            return command;
        }

        String log() {
            try {
                return Files.readString(log);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        JsonNode status() {
            String out = command.run(Duration.ofMinutes(1), "status", "--instance", "demo", "-o", "json")
                    .out();
            try {
                return json.readTree(out).get("instances").get(0);
            } catch (IOException malformed) {
                throw new AssertionError("status prints no JSON:\n" + out, malformed);
            }
        }

        Site acme() {
            return site("acme");
        }

        Site globex() {
            return site("globex");
        }

        private Site site(String label) {
            for (JsonNode report : status().get("sites")) {
                JsonNode site = report.get("site");
                if (site.get("label").asText().equals(label)) {
                    String[] edge = site.get("edge").asText().split(":", 2);
                    return new Site(
                            label,
                            site.get("organisation").asText(),
                            site.get("lanUrl").asText(),
                            edge[0],
                            Integer.parseInt(edge[1]));
                }
            }
            throw new AssertionError("no site " + label);
        }

        /// The processes of the services, as they are now.
        List<Part> services() {
            return StreamSupport.stream(status().get("sites").spliterator(), false)
                    .flatMap(site -> StreamSupport.stream(site.get("processes").spliterator(), false)
                            .map(process -> new Part(
                                    site.get("site").get("label").asText(),
                                    process.get("role").asText(),
                                    process.get("state").asText(),
                                    process.get("pid").asLong())))
                    .filter(part -> part.role().endsWith("-service"))
                    .toList();
        }

        String token(Site site, String client) {
            return command.run(Duration.ofMinutes(1), "token", "--site", site.label(), "--client", client)
                    .succeeded()
                    .out()
                    .strip();
        }

        /// Requests of the site's administrator.
        RequestSpecification admin(Site site) {
            return as(site, "kontor-cli");
        }

        /// Requests of the LAN system that may only read.
        RequestSpecification reader(Site site) {
            return as(site, "accounting");
        }

        private RequestSpecification as(Site site, String client) {
            return given().baseUri(site.lanUrl())
                    .auth()
                    .oauth2(token(site, client))
                    .urlEncodingEnabled(false)
                    .contentType("application/json");
        }

        /// Publishes a namespace of acme's, polls it once and grants it to globex.
        void share(String namespace, Map<String, Object> source) {
            admin(acme())
                    .body(Map.of("name", namespace, "pollSeconds", 3600, "source", source))
                    .post("/api/v1/namespaces")
                    .then()
                    .statusCode(201);
            poll(namespace);
            grant(namespace);
        }

        void poll(String namespace) {
            String outcome = admin(acme())
                    .post("/api/v1/namespaces/" + namespace + "/poll")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("outcome");
            if ("failed".equals(outcome)) {
                throw new AssertionError("the poll of " + namespace + " failed");
            }
        }

        String grant(String namespace) {
            return admin(acme())
                    .body(Map.of("namespace", namespace, "partner", globex().organisation()))
                    .post("/api/v1/grants")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("grantId");
        }

        @Override
        public void close() {
            command.run(Duration.ofMinutes(2), "stop");
            demo.onExit()
                    .orTimeout(1, TimeUnit.MINUTES)
                    .whenComplete((ended, late) -> demo.destroyForcibly())
                    .join();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(STORE).computeIfAbsent("sites", key -> new Running(), Running.class);
    }
}
