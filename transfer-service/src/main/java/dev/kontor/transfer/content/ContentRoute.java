package dev.kontor.transfer.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.problem.Problem;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.kit.trace.Spans;
import dev.kontor.transfer.fetch.Answer;
import dev.kontor.transfer.fetch.Fetches;
import dev.kontor.wire.bytes.MalformedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// `GET` and `HEAD` below `/internal/content/`: a Vert.x route, because a JAX-RS entity would be collected in memory.
/// Who may call it is the business of the HTTP policy in application.properties. Each request runs on a virtual
/// thread.
@ApplicationScoped
class ContentRoute {
    private static final Logger LOG = Logger.getLogger(ContentRoute.class);

    // Our choice: as many readers as one machine's LAN has; each holds a few pieces in memory at most.
    private static final int MAX_READERS = 1000;

    private final Fetches fetches;
    private final PieceReader reader;
    private final Replies replies;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Semaphore readers = new Semaphore(MAX_READERS);

    ContentRoute(Fetches fetches, PieceReader reader, ObjectMapper json, MeterRegistry meters, Clock clock) {
        this.fetches = fetches;
        this.reader = reader;
        this.replies = new Replies(json);
        this.json = json;
        this.meters = meters;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route(ContentRequest.PREFIX + "*").handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Outlet outlet = new Outlet(routing.vertx().getOrCreateContext(), request.response());
        boolean head = request.method().equals(HttpMethod.HEAD);
        if (!head && !request.method().equals(HttpMethod.GET)) {
            request.response().putHeader("Allow", "GET, HEAD");
            refuse(
                    request,
                    ProblemType.METHOD_NOT_ALLOWED
                            .because("Content is read with GET and HEAD.")
                            .problem());
        } else if (!readers.tryAcquire()) {
            refuse(
                    request,
                    ProblemType.UNAVAILABLE
                            .because("Too many readers at once; come back in a second.")
                            .problem());
        } else {
            Thread.ofVirtual().name("content").start(Spans.carried(() -> {
                try {
                    answer(routing, outlet, head);
                } finally {
                    readers.release();
                }
            }));
        }
    }

    private void answer(RoutingContext routing, Outlet outlet, boolean head) {
        HttpServerRequest request = routing.request();
        try {
            ContentRequest wanted = ContentRequest.of(
                    ContentRequest.Address.parse(request.path()),
                    head,
                    Optional.ofNullable(request.getParam("after")),
                    name -> joined(request, name));
            Answer.Here here = here(fetches.latest(wanted.orgId(), wanted.namespace(), wanted.need()));
            send(wanted, here, replies.of(wanted, here, clock.instant()), request.response(), outlet);
        } catch (ProblemException refusal) {
            refuse(request, refusal.problem());
        } catch (MalformedException malformed) {
            refuse(request, Problem.of(ProblemType.MALFORMED_REQUEST, String.valueOf(malformed.getMessage())));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            outlet.abort();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "request failed path=%s", request.path());
            refuse(request, Problem.of(ProblemType.INTERNAL, "The failure is in the service's log."));
        }
    }

    private static Optional<String> joined(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    private static Answer.Here here(Answer answer) {
        return switch (answer) {
            case Answer.Here here -> here;
            case Answer.Refused(var rule, var detail) ->
                throw ProblemType.PARTNER_REFUSED.because("Refused: " + detail + ".", Map.of("rule", rule));
            case Answer.Absent(var reason) -> throw ProblemType.NOT_FOUND.because("Nothing is here: " + reason + ".");
            case Answer.Unreachable(var reason) ->
                throw ProblemType.PARTNER_OFFLINE.because("No copy is here and " + reason + ".");
            case Answer.Unverified(var reason) ->
                throw ProblemType.VERIFICATION_FAILED.because("Not served, because " + reason + ".");
            case Answer.Unavailable(var reason) ->
                throw ProblemType.UNAVAILABLE.because("Not available at the moment: " + reason + ".");
        };
    }

    private void send(ContentRequest wanted, Answer.Here here, Reply reply, HttpServerResponse response, Outlet outlet)
            throws InterruptedException {
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        boolean bodiless = wanted.head() || reply.status() == 304;
        if (reply.status() != 304) {
            response.putHeader("Content-Length", Long.toString(reply.body().length()));
        }
        meters.counter("kontor.content.replies", "status", Integer.toString(reply.status()))
                .increment();
        if (bodiless) {
            outlet.end();
            return;
        }
        try {
            new BodyWriter(reader, here, outlet).write(reply.body());
            outlet.end();
        } catch (ClientGoneException _) {
            LOG.debugf("the client went before the end path=%s", wanted.path());
            outlet.abort();
        } catch (IOException | RejectedExecutionException failure) {
            LOG.infof("body ends early path=%s reason=%s", wanted.path(), failure.getMessage());
            fetches.doubt(wanted.orgId(), wanted.namespace(), here.snapshot().id());
            failBody(response, outlet, failure);
        }
    }

    /// Before the first byte it is still an answer; after it, cutting the connection is the only honest end.
    private void failBody(HttpServerResponse response, Outlet outlet, Exception failure) {
        if (response.headWritten() || response.closed()) {
            outlet.abort();
        } else {
            response.headers().clear();
            throw ProblemType.UNAVAILABLE.because("The content cannot be read at the moment: " + failure.getMessage()
                    + ". Ask again: it is fetched anew if the partner still has it.");
        }
    }

    private void refuse(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            response.reset();
            return;
        }
        meters.counter("kontor.content.replies", "status", Integer.toString(problem.status()))
                .increment();
        response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        var _ = response.end(text(problem.at(String.valueOf(request.path()))));
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem cannot be written", impossible);
        }
    }
}
