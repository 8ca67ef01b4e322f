package dev.kontor.gateway.admin;

import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.gateway.upstream.Passage;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Passes a permitted admin request to the service that answers it, and the answer back.
@ApplicationScoped
class Facade {
    private static final List<String> ASKED_HEADERS =
            List.of("Accept", "Accept-Language", "Content-Type", "If-Match", "If-None-Match", "X-Request-Id");

    private final Upstreams upstreams;
    private final Duration head;

    Facade(Upstreams upstreams, GatewaySettings settings) {
        this.upstreams = upstreams;
        this.head = settings.deadlines().admin();
    }

    /// With the body as it comes.
    Future<Void> pass(RoutingContext context, Caller caller, Upstream service) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        boolean bodiless = length == null && request.getHeader("Transfer-Encoding") == null;
        return open(context, caller, service)
                .compose(out -> {
                    if (bodiless || "0".equals(length)) {
                        request.resume();
                        return out.send();
                    }
                    if (length != null) {
                        out.putHeader("Content-Length", length);
                    } else {
                        out.setChunked(true);
                    }
                    return out.send(request);
                })
                .transform(sent -> answer(context, service, sent));
    }

    /// With another body.
    Future<Void> send(RoutingContext context, Caller caller, Upstream service, Buffer body) {
        return open(context, caller, service)
                .compose(
                        out -> out.putHeader("Content-Type", "application/json").send(body))
                .transform(sent -> answer(context, service, sent));
    }

    private Future<HttpClientRequest> open(RoutingContext context, Caller caller, Upstream service) {
        HttpServerRequest request = context.request();
        return upstreams.open(service, request.method(), uri(request), head).map(out -> {
            ASKED_HEADERS.stream()
                    .filter(request.headers()::contains)
                    .forEach(name -> out.putHeader(name, request.headers().getAll(name)));
            return out.putHeader("Kontor-Actor", caller.name());
        });
    }

    private static String uri(HttpServerRequest request) {
        return request.query() == null ? request.path() : request.path() + "?" + request.query();
    }

    private static Future<Void> answer(
            RoutingContext context, Upstream service, io.vertx.core.AsyncResult<HttpClientResponse> sent) {
        if (sent.failed()) {
            return Future.failedFuture(ProblemType.UNAVAILABLE.because(
                    service.service() + " cannot be reached at the moment; it is started again by itself."));
        }
        HttpClientResponse response = sent.result();
        if (response.statusCode() == 401) {
            response.request().reset();
            return Future.failedFuture(ProblemType.SERVICE_FAILED.because(
                    service.service() + " does not know this gateway's certificate."));
        }
        context.response().putHeader("Cache-Control", "no-store");
        return Passage.pass(new Passage.Head(response.statusCode(), response.headers()), response, context.request())
                .recover(broken -> Future.succeededFuture());
    }
}
