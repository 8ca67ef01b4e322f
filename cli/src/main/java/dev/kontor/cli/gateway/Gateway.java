package dev.kontor.cli.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// One gateway, addressed by its base URL, asked as one client.
///
/// Every question has a deadline for the first byte of its answer. A refused token is renewed once where that is
/// possible. Redirects are never followed, since a token must not travel elsewhere. Safe for several threads.
public final class Gateway implements AutoCloseable {

    /// The gateway gives up on content, which it may have to fetch from the partner first, after five minutes; what
    /// it then says is better than a silence of ours.
    private static final Duration DEADLINE = Duration.ofSeconds(330);

    private static final int MAX_PROBLEM = 1 << 20;

    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    private final URI base;
    private final Tokens tokens;
    private final HttpClient http;

    public Gateway(URI base, Tokens tokens, HttpClient http) {
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.tokens = tokens;
        this.http = http;
    }

    /// A client for gateways: HTTP/1.1 (an upgrade attempt would gain nothing), no redirects, no cookies.
    public static HttpClient httpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_DEADLINE)
                .build();
    }

    public URI base() {
        return base;
    }

    public Json get(ApiPath path, String what) {
        return call("GET", path, BodyPublishers.noBody(), what);
    }

    public Json post(ApiPath path, Json body, String what) {
        return call("POST", path, BodyPublishers.ofString(JsonText.compact(body)), what);
    }

    public Json put(ApiPath path, Json body, String what) {
        return call("PUT", path, BodyPublishers.ofString(JsonText.compact(body)), what);
    }

    public Json delete(ApiPath path, String what) {
        return call("DELETE", path, BodyPublishers.noBody(), what);
    }

    /// Asks for content; whatever the status is, the caller looks at it and closes the body.
    ///
    /// @throws IOException when there is no answer
    public HttpResponse<InputStream> fetch(String method, ApiPath path, Map<String, String> headers)
            throws IOException {
        return exchange(() -> {
            HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
            headers.forEach(request::header);
            return request;
        });
    }

    /// Reads an answer that is a refusal, and closes it.
    public static Problem problem(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(MAX_PROBLEM), StandardCharsets.UTF_8);
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return Problem.from(response.statusCode(), json ? JsonText.read(text) : new Json.Nil());
        } catch (IOException _) {
            return Problem.from(response.statusCode(), new Json.Nil());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Json call(String method, ApiPath path, BodyPublisher body, String what) {
        try {
            HttpResponse<InputStream> response = exchange(() -> request(path)
                    .header("Accept", "application/json, application/problem+json")
                    .header("Content-Type", "application/json")
                    .method(method, body));
            if (response.statusCode() / 100 != 2) {
                throw problem(response).toFailure(what);
            }
            return read(response, what);
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", base, e);
        }
    }

    private static Json read(HttpResponse<InputStream> response, String what) throws IOException {
        try (InputStream stream = response.body()) {
            return JsonText.read(stream);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    Exit.FAILED, what + ": the gateway's answer is no JSON.", "Is the address that of a gateway?", e);
        }
    }

    private HttpRequest.Builder request(ApiPath path) {
        return HttpRequest.newBuilder(URI.create(base + path.text())).timeout(DEADLINE);
    }

    /// Sends the request with a token, and once more with a fresh one when that may help.
    private HttpResponse<InputStream> exchange(Supplier<HttpRequest.Builder> request) throws IOException {
        String token = tokens.current();
        HttpResponse<InputStream> response = send(request.get(), token);
        if (response.statusCode() != 401 || !tokens.refused(token)) {
            return response;
        }
        response.body().close();
        return send(request.get(), tokens.current());
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, String token) throws IOException {
        try {
            return http.send(
                    request.setHeader("Authorization", "Bearer " + token)
                            .setHeader("User-Agent", "kontor-cli")
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (InterruptedException _) {
            throw Unreachable.interrupted();
        }
    }
}
