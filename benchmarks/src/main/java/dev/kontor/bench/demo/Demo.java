package dev.kontor.bench.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.meter.Meter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The running demo: acme publishes, globex reads. Both are partners since its story.
public final class Demo {
    private static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis() / 1000);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(30);

    private final StateFile state;
    private final KontorCommand command;
    private final Tokens tokens;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Demo(StateFile state, KontorCommand command, Tokens tokens) {
        this.state = state;
        this.command = command;
        this.tokens = tokens;
    }

    public Site acme() {
        return state.sites().getFirst();
    }

    public Site globex() {
        return state.sites().getLast();
    }

    public Api admin(Site site) {
        return new Api(http, site, tokens);
    }

    /// The header with which globex's accounting system may read.
    public String authorization() {
        return "Authorization: Bearer " + tokens.of(globex(), "accounting");
    }

    /// Globex as a reader of acme's content.
    public Fetching fetching() {
        return new Fetching(admin(globex()), globex().lan(), this::authorization);
    }

    public List<Part> parts() {
        return state.parts();
    }

    public List<Part> services() {
        return parts().stream().filter(Part::service).toList();
    }

    /// The process as it is now.
    public Optional<Part> part(String title) {
        return parts().stream().filter(part -> part.title().equals(title)).findFirst();
    }

    /// Whether a service says of itself that it can do its work.
    public boolean answersReady(Part part) {
        try {
            HttpRequest question = HttpRequest.newBuilder(part.readiness())
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    /// A meter of all processes, the launcher and the bench included.
    public Meter meter() {
        Meter meter = new Meter();
        parts().stream().filter(part -> part.pid() > 0).forEach(part -> meter.with(part.title(), part.pid()));
        state.launcher().ifPresent(pid -> meter.alone("launcher", pid));
        return meter.alone("bench (source)", ProcessHandle.current().pid());
    }

    /// A name that was not used before.
    public static String newName(String beginning) {
        return beginning + "-" + Long.toString(NAMES.getAndIncrement(), 36);
    }

    /// Publishes a document of acme's as a namespace and grants it to globex.
    ///
    /// @return the path at globex' gateway
    public String share(String namespace, URI document) throws IOException {
        return share(namespace, Map.of("kind", "http", "url", document.toString()));
    }

    /// The same with any source.
    public String share(String namespace, Map<String, Object> source) throws IOException {
        Api acme = admin(acme());
        acme.publish(namespace, source);
        poll(namespace);
        acme.post("/api/v1/grants", Map.of("namespace", namespace, "partner", globex().organisation()))
                .good();
        return "/sites/" + acme().organisation() + "/" + namespace;
    }

    /// Has globex fetch a namespace into a folder by `kontor get`.
    public void download(String address, Path into) {
        KontorCommand.Outcome outcome =
                command.run(LONGEST_DOWNLOAD, "get", "--site", globex().label(), address, "-o", into.toString());
        if (outcome.exit() != 0) {
            throw new BenchException("`kontor get` ended with " + outcome.exit() + ": "
                    + outcome.err().strip());
        }
    }

    /// Polls at acme and returns the finished run.
    ///
    /// @throws IOException when the poll failed, which may pass
    public JsonNode poll(String namespace) throws IOException {
        return admin(acme()).poll(namespace);
    }
}
