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
import java.util.Map;

/// A site's admin API, asked by its administrator. Thread-safe.
public final class Api {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
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

    Api(HttpClient http, Site site, Tokens tokens) {
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

    /// A namespace that is polled only when told to.
    void publish(String namespace, Map<String, Object> source) throws IOException {
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
