package dev.kontor.gateway.admin;

import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.gateway.upstream.BoundedBody;
import dev.kontor.gateway.upstream.Passage;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Passes a permitted admin request to the service that answers it, and the answer back.
@ApplicationScoped
class Facade {
    private static final List<String> ASKED_HEADERS = List.of(
            "Accept", "Accept-Language", "Content-Type", "If-Match", "If-None-Match", "Last-Event-ID", "X-Request-Id");

    private final Upstreams upstreams;
    private final Duration head;
    private final long mostBody;

    Facade(
            Upstreams upstreams,
            GatewaySettings settings,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBody) {
        this.upstreams = upstreams;
        this.mostBody = mostBody.asLongValue();
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
                    return upload(new BoundedBody(request, mostBody), out);
                })
                .transform(sent -> answer(context, service, sent));
    }

    /// A body that breaks off, or is too large, breaks off at the service too: it never looks whole there.
    private static Future<HttpClientResponse> upload(BoundedBody body, HttpClientRequest out) {
        Promise<HttpClientResponse> answered = Promise.promise();
        out.response().onSuccess(answered::tryComplete).onFailure(answered::tryFail);
        body.pipe().endOnFailure(false).to(out).onFailure(broken -> {
            answered.tryFail(broken);
            out.reset();
        });
        return answered.future();
    }

    /// The whole body, when it is small enough.
    Future<Buffer> whole(HttpServerRequest request) {
        return new BoundedBody(request, mostBody).whole();
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
            // What is streamed ends with the session.
            caller.until().ifPresent(end -> out.putHeader("Kontor-Session-Ends", Long.toString(end.getEpochSecond())));
            return out.putHeader("Kontor-Actor", caller.name());
        });
    }

    private static String uri(HttpServerRequest request) {
        return request.query() == null ? request.path() : request.path() + "?" + request.query();
    }

    private static Future<Void> answer(RoutingContext context, Upstream service, AsyncResult<HttpClientResponse> sent) {
        if (sent.failed()) {
            if (sent.cause() instanceof ProblemException refused) {
                return Future.failedFuture(refused);
            }
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
