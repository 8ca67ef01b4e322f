package dev.kontor.bench.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A site's admin API, asked by its administrator. Thread-safe.
public final class Api {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration LONGEST_POLL = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Site site;
    private final Tokens tokens;

    /// What the gateway said.
    ///
    /// @param body a missing node when it is no JSON
    public record Answer(int status, JsonNode body) {
        /// The body of a good answer.
        ///
        /// @throws IOException when it is a refusal, which may pass
        public JsonNode good() throws IOException {
            if (status >= 300) {
                throw new IOException("The gateway answered " + status + ": " + body);
            }
            return body;
        }
    }

    public Api(HttpClient http, Site site, Tokens tokens) {
        this.http = http;
        this.site = site;
        this.tokens = tokens;
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    public Answer post(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(text(body)))
                .build());
    }

    public Answer put(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(text(body)))
                .build());
    }

    /// Polls a namespace and returns the finished run.
    ///
    /// @throws IOException when the poll failed, which may pass
    public JsonNode poll(String namespace) throws IOException {
        Instant began = Instant.now();
        String path = "/api/v1/namespaces/" + namespace;
        Answer answer = post(path + "/poll", Map.of());
        JsonNode run = answer.status() == 202 ? longPoll(path, began) : answer.good();
        if (!run.path("outcome").asText().matches("published|unchanged")) {
            throw new IOException("The poll of " + namespace + " ended as " + run + ".");
        }
        return run;
    }

    private JsonNode longPoll(String path, Instant began) {
        return Patience.until(
                "the poll ends",
                LONGEST_POLL,
                Duration.ofMillis(200),
                () -> get(path + "/runs?limit=1")
                        .good()
                        .valueStream()
                        .filter(run ->
                                !Instant.parse(run.path("startedAt").asText()).isBefore(began.minusMillis(500)))
                        .findFirst());
    }

    /// The transfer of a snapshot, when this site knows of one.
    public Optional<JsonNode> transfer(String snapshot) throws IOException {
        return get("/api/v1/transfers?limit=50")
                .good()
                .valueStream()
                .filter(transfer -> transfer.path("snapshotId").asText().equals(snapshot))
                .findFirst();
    }

    /// A namespace that is polled only when told to.
    public void publish(String namespace, Map<String, Object> source) throws IOException {
        post("/api/v1/namespaces", Map.of("name", namespace, "pollSeconds", 86_400, "source", source))
                .good();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.lanUrl() + path))
                .timeout(DEADLINE)
                .header("Authorization", "Bearer " + tokens.of(site, "kontor-cli"));
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException none) {
            return JSON.missingNode();
        }
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a request is not JSON", impossible);
        }
    }
}
