package dev.kontor.gateway.lan;

import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.event.TrustView;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The routes below `/sites`. Who may read is decided by role, whom a name means by the trust projection; a
/// projection that could not be confirmed in time answers nothing.
@ApplicationScoped
public class LanApi {
    private static final Set<Role> READERS = EnumSet.of(Role.READER, Role.VIEWER, Role.PUBLISHER, Role.ADMIN);
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String LOGIN = "/login?next=";

    private final Answers answers;
    private final RefusalLog refusals;
    private final TrustProjection trust;
    private final Listings listings;
    private final Contents contents;

    LanApi(Answers answers, RefusalLog refusals, TrustProjection trust, Listings listings, Contents contents) {
        this.answers = answers;
        this.refusals = refusals;
        this.trust = trust;
        this.listings = listings;
        this.contents = contents;
    }

    void install(@Observes Router router) {
        router.route("/sites").handler(this::admit);
        router.route("/sites/*").handler(this::admit);
    }

    private void admit(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).putHeader("Allow", METHODS).end();
            return;
        }
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            context.response().putHeader("Allow", METHODS);
            answers.problem(context, ProblemType.METHOD_NOT_ALLOWED, "Shared data is read with GET or HEAD.");
            return;
        }
        Optional<Caller> caller = Caller.of(context);
        if (caller.isEmpty()) {
            askToSignIn(context);
        } else if (!caller.get().any(READERS)) {
            refusals.add("lan", caller.get().name(), path(context), "role", "has none of " + READERS);
            answers.problem(
                    context, ProblemType.NOT_ALLOWED, "Reading needs the role reader, viewer, publisher or admin.");
        } else {
            decide(context, caller.get());
        }
    }

    private void askToSignIn(RoutingContext context) {
        String accept = String.valueOf(context.request().getHeader("Accept"));
        if (accept.contains("text/html")) {
            context.response()
                    .setStatusCode(302)
                    .putHeader("Location", LOGIN + wanted(context))
                    .end();
            return;
        }
        context.response().putHeader("WWW-Authenticate", "Bearer");
        answers.problem(context, ProblemType.NOT_SIGNED_IN, "Send a bearer token, or sign in at /login.");
    }

    private void decide(RoutingContext context, Caller caller) {
        switch (trust.current()) {
            case Trust.Stale(Instant since) ->
                answers.problem(
                        context,
                        ProblemType.TRUST_STALE,
                        "identity-service has not confirmed whom this site trusts since " + since
                                + "; nothing is read by old grants. See /api/v1/doctor.");
            case Trust.Fresh(TrustView view, Instant _) -> answer(context, caller, view);
        }
    }

    private void answer(RoutingContext context, Caller caller, TrustView view) {
        try {
            switch (LanTarget.parse(path(context))) {
                case LanTarget.Sites() -> listings.sites(context, view);
                case LanTarget.Partner partner -> listings.partner(context, caller, partner, view);
                case LanTarget.Content content -> contents.pass(context, caller, content, view);
            }
        } catch (MalformedException malformed) {
            answers.problem(context, ProblemType.MALFORMED_REQUEST, malformed.reason() + ".");
        }
    }

    /// Path and query as sent, as the value of a query parameter; slashes stay readable.
    private static String wanted(RoutingContext context) {
        return URLEncoder.encode(String.valueOf(context.request().uri()), StandardCharsets.UTF_8)
                .replace("%2F", "/");
    }

    private static String path(RoutingContext context) {
        return String.valueOf(context.request().path());
    }
}
