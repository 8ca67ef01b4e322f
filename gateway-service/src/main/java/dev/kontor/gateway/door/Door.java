package dev.kontor.gateway.door;

import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.limit.Rate;
import dev.kontor.gateway.limit.TokenBuckets;
import dev.kontor.gateway.limit.Turn;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.oidc.OIDCException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Stands in front of every route of the LAN port. Before authentication: path, length, method, origin, headers. After
/// it: the rate limit, by who has signed in or else by address. Failures of authentication come out as problem details
/// here.
@ApplicationScoped
public class Door {
    private static final int BEFORE_AUTHENTICATION = SecurityHandlerPriorities.AUTHENTICATION + 100;
    private static final int AFTER_AUTHENTICATION = SecurityHandlerPriorities.AUTHENTICATION - 10;
    private static final int CALLERS = 10_000;
    private static final Set<HttpMethod> NEVER = Set.of(HttpMethod.TRACE, HttpMethod.CONNECT);

    private final Answers answers;
    private final RefusalLog refusals;
    private final TokenBuckets buckets;
    private final Optional<String> publicOrigin;
    private final long mostBody;
    private final DateField date = new DateField();

    Door(
            Answers answers,
            RefusalLog refusals,
            GatewaySettings settings,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBody) {
        this.answers = answers;
        this.refusals = refusals;
        this.buckets = new TokenBuckets(
                new Rate(settings.limits().lanPerSecond(), settings.limits().lanBurst()), CALLERS);
        this.publicOrigin = settings.admin().publicUrl().map(url -> url.getScheme() + "://" + url.getAuthority());
        this.mostBody = mostBody.asLongValue();
    }

    void install(@Observes Filters filters) {
        filters.register(this::before, BEFORE_AUTHENTICATION);
        filters.register(this::after, AFTER_AUTHENTICATION);
    }

    void installFailures(@Observes Router router) {
        router.route().order(-BEFORE_AUTHENTICATION - 1).failureHandler(this::failed);
    }

    private void before(RoutingContext context) {
        HttpServerRequest request = context.request();
        SecurityHeaders.add(context.response().headers(), String.valueOf(request.path()), request.isSSL());
        context.response().putHeader("Date", date.of(Instant.now()));
        String id = RequestId.of(request.getHeader(RequestId.HEADER));
        request.headers().set(RequestId.HEADER, id);
        context.response().putHeader(RequestId.HEADER, id);
        Optional<String> fault = head(request).fault();
        if (fault.isPresent()) {
            refuse(context, ProblemType.MALFORMED_REQUEST, "head", fault.get());
        } else if (announced(request) > mostBody) {
            tooLarge(context);
        } else if (NEVER.contains(request.method())) {
            refuse(context, ProblemType.METHOD_NOT_ALLOWED, "method", request.method() + " is offered nowhere here.");
        } else if (origin(request).refused()) {
            refuse(
                    context,
                    ProblemType.NOT_ALLOWED,
                    "cross-site",
                    "A change with a session must come from this gateway's own pages (Sec-Fetch-Site: same-origin).");
        } else {
            context.next();
        }
    }

    private void after(RoutingContext context) {
        String who = caller(context);
        switch (buckets.take(who, System.nanoTime())) {
            case Turn.Granted(long left) -> {
                context.response()
                        .putHeader("RateLimit-Policy", policy())
                        .putHeader("RateLimit", "\"lan\";r=" + left + ";t=1");
                context.next();
            }
            case Turn.Later(long seconds) -> {
                context.response()
                        .putHeader("RateLimit-Policy", policy())
                        .putHeader("RateLimit", "\"lan\";r=0;t=" + seconds)
                        .putHeader("Retry-After", Long.toString(seconds));
                refuse(
                        context,
                        ProblemType.TOO_MANY_REQUESTS,
                        "rate",
                        "At most " + buckets.rate().perSecond() + " requests a second; try again in " + seconds
                                + " s.");
            }
        }
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        switch (failure) {
            case null -> unreadable(context);
            case VertxException unreadable
            when context.statusCode() == 400 ->
                answers.problem(context, ProblemType.MALFORMED_REQUEST, unreadable.getMessage() + ".");
            case ProblemException refusal -> answers.problem(context, refusal.problem());
            case UnauthorizedException _ -> context.next();
            case AuthenticationException _ when context.response().getStatusCode() == 302 -> context.next();
            case AuthenticationException rejected -> {
                refusals.add(
                        "lan",
                        address(context),
                        String.valueOf(context.request().path()),
                        "token",
                        rejected.getClass().getSimpleName());
                answers.problem(
                        context, ProblemType.NOT_SIGNED_IN, "The token or session is not valid here, or no more.");
            }
            case ForbiddenException _ ->
                answers.problem(context, ProblemType.NOT_ALLOWED, "The role does not permit this request.");
            case OIDCException unreachable -> {
                refusals.add(
                        "lan",
                        address(context),
                        String.valueOf(context.request().path()),
                        "sign-in",
                        unreachable.toString());
                answers.problem(
                        context, ProblemType.UNAVAILABLE, "The sign-in service cannot be reached; try again soon.");
            }
            default -> answers.failure(context, failure);
        }
    }

    /// What the HTTP layer refused before any route of ours.
    private void unreadable(RoutingContext context) {
        switch (context.statusCode()) {
            case 400 ->
                answers.problem(
                        context,
                        ProblemType.MALFORMED_REQUEST,
                        head(context.request()).fault().orElse("The request line cannot be read."));
            case 413 -> answers.problem(context, ProblemType.TOO_LARGE, "The body is larger than this gateway takes.");
            default -> context.next();
        }
    }

    private void tooLarge(RoutingContext context) {
        answers.last(context);
        refuse(
                context,
                ProblemType.TOO_LARGE,
                "body",
                "The body has " + announced(context.request()) + " bytes; at most " + mostBody + " are taken here.");
    }

    private void refuse(RoutingContext context, ProblemType type, String reason, String detail) {
        refusals.add("lan", caller(context), String.valueOf(context.request().path()), reason, detail);
        answers.problem(context, type, detail);
    }

    private static RequestHead head(HttpServerRequest request) {
        long bytes = 0;
        for (Map.Entry<String, String> field : request.headers()) {
            bytes += field.getKey().length() + field.getValue().length();
        }
        return new RequestHead(
                String.valueOf(request.uri()),
                String.valueOf(request.path()),
                bytes,
                request.headers().getAll("Host").size(),
                request.version() == HttpVersion.HTTP_1_1);
    }

    /// The length that a request claims for its body; the HTTP layer has checked that it is a number.
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private SameOrigin origin(HttpServerRequest request) {
        return new SameOrigin(
                request.method().name(),
                request.getHeader("Cookie"),
                request.getHeader("Authorization"),
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                publicOrigin.orElseGet(() -> request.scheme() + "://" + request.authority()));
    }

    private String policy() {
        return "\"lan\";q=" + buckets.rate().burst() + ";w=1";
    }

    private static String caller(RoutingContext context) {
        return Caller.of(context).map(Caller::name).orElseGet(() -> address(context));
    }

    private static String address(RoutingContext context) {
        return context.request().remoteAddress() == null
                ? "unknown"
                : String.valueOf(context.request().remoteAddress().hostAddress());
    }
}
