package dev.kontor.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.launcher.deployment.RunningSite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A plain HTTP client of one gateway, in the name of one OIDC client. Not thread-safe.
final class GatewayClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(45);

    private final HttpClient http;
    private final RunningSite site;
    private final String client;
    private @Nullable String token;
    private Instant tokenUntil = Instant.MIN;

    GatewayClient(HttpClient http, RunningSite site, String client) {
        this.http = http;
        this.site = site;
        this.client = client;
    }

    /// What a gateway answered.
    record Answer(int status, HttpResponse<String> response) {

        boolean ok() {
            return status >= 200 && status < 300;
        }

        String body() {
            return response.body();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException notJson) {
                throw new StoryException(response.uri() + " answered " + status + " with something that is not JSON: "
                        + brief(response.body()));
            }
        }

        /// The answer as a complaint quotes it: status, and the problem's title and detail when it is one.
        String summary() {
            String type = header("content-type").orElse("");
            if (!type.contains("json")) {
                return status + " " + brief(response.body());
            }
            JsonNode problem = json();
            return status + " " + problem.path("title").asText("") + ": "
                    + problem.path("detail").asText(brief(body()));
        }

        private static String brief(String text) {
            return text.length() > 300 ? text.substring(0, 300) + "…" : text;
        }
    }

    Answer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        return send(request.build());
    }

    /// The JSON at a path, which has to be there.
    JsonNode json(String path) {
        return success("GET " + path, get(path, Map.of("Accept", "application/json")))
                .json();
    }

    Answer post(String path, Map<String, ?> body) {
        return send(withBody("POST", path, body));
    }

    Answer put(String path, Map<String, ?> body) {
        return send(withBody("PUT", path, body));
    }

    Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    /// The answer, when it is a success.
    static Answer success(String what, Answer answer) {
        StoryException.require(answer.ok(), what + " was answered with " + answer.summary());
        return answer;
    }

    private HttpRequest withBody(String method, String path, Map<String, ?> body) {
        try {
            return request(path)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map is not JSON", impossible);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site.gateway() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        String current = token;
        if (current == null || Instant.now().isAfter(tokenUntil)) {
            current = site.token(http, client);
            token = current;
            tokenUntil = Instant.now().plus(TOKEN_LIFE);
        }
        return current;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response);
        } catch (IOException failure) {
            throw new StoryException(request.method() + " " + request.uri() + " failed: " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted");
        }
    }
}
