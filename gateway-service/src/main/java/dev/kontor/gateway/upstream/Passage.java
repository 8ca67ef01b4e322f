package dev.kontor.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Passes an answer on to a caller as it comes: the head first, then the body with back-pressure, nothing kept. An
/// answer that breaks off half-way breaks off at the caller too, so that it cannot be taken for whole. Only our
/// services' refusals are kept for a moment, see [PassedProblem].
public final class Passage {
    /// RFC 9110 §7.6.1 and what belongs to one connection only.
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /// What speaks for a whole origin, or acts on the client's state: only the gateway itself may say that on its own.
    private static final Set<String> OF_THE_ORIGIN = Set.of(
            "alt-svc",
            "clear-site-data",
            "nel",
            "public-key-pins",
            "ratelimit",
            "ratelimit-policy",
            "refresh",
            "report-to",
            "reporting-endpoints",
            "server",
            "service-worker-allowed",
            "set-cookie",
            "set-cookie2",
            "strict-transport-security",
            "www-authenticate");

    private static final String CROSS_ORIGIN = "access-control-";

    private Passage() {}

    /// The head of an answer, wherever it came from.
    public record Head(int status, MultiMap headers) {}

    /// Copies what may cross: all but hop-by-hop headers, those that `Connection` names, and those that are not for a
    /// source of content to say. What stands there already is not said twice.
    public static void copyHeaders(MultiMap from, MultiMap to) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        dropped.addAll(OF_THE_ORIGIN);
        for (String names : from.getAll(HttpHeaders.CONNECTION)) {
            for (String name : names.split(",", -1)) {
                dropped.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        from.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!dropped.contains(lower)
                    && !lower.startsWith(CROSS_ORIGIN)
                    && !to.getAll(name).contains(value)) {
                to.add(name, value);
            }
        });
    }

    /// Streams the answer. The future ends with the body; when it fails, the caller's connection (in HTTP/2: its
    /// stream) has been reset.
    public static Future<Void> pass(Head head, ReadStream<Buffer> body, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setStatusCode(head.status());
        if (head.headers().contains(HttpHeaders.DATE)) {
            response.headers().remove(HttpHeaders.DATE);
        }
        copyHeaders(head.headers(), response.headers());
        if (PassedProblem.is(head)) {
            return problem(body, request);
        }
        if (request.method().equals(HttpMethod.HEAD) || head.status() == 304 || head.status() == 204) {
            body.handler(ignored -> {}).resume();
            return response.end();
        }
        if (!head.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        return body.pipe().endOnFailure(false).to(response).onFailure(broken -> response.reset());
    }

    /// The length changes with the path in it, so that HEAD tells none.
    private static Future<Void> problem(ReadStream<Buffer> body, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return new BoundedBody(body, PassedProblem.LARGEST)
                .whole()
                .compose(whole -> request.method().equals(HttpMethod.HEAD)
                        ? response.end()
                        : response.end(PassedProblem.at(String.valueOf(request.path()), whole)))
                .onFailure(broken -> response.reset());
    }
}
