package dev.kontor.gateway.people;

import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.event.Self;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pages' routes. Signing in is Quarkus' business: `/login` is reached only with a session, and leads on to
/// where somebody wanted to go; `/logout` ends the session here and at the sign-in service.
@ApplicationScoped
public class Pages {
    private static final Pattern LOCAL =
            Pattern.compile("/([A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

    private final Answers answers;
    private final TrustProjection trust;
    private final LandingPage landing;
    private final String style = resource("/style.css");

    Pages(Answers answers, TrustProjection trust, LandingPage landing) {
        this.answers = answers;
        this.trust = trust;
        this.landing = landing;
    }

    /// Which site this is, for whoever can reach the gateway.
    @RegisterForReflection
    record WellKnown(String name, String orgId, String siteId, String sites, String api, String openapi) {}

    void install(@Observes Router router) {
        router.get("/").handler(this::landing);
        router.get("/login").handler(Pages::signedIn);
        router.get("/signed-out").handler(this::signedOut);
        router.get("/style.css")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/css; charset=utf-8")
                        .putHeader("Cache-Control", "max-age=3600")
                        .end(style));
        router.get("/.well-known/kontor").handler(this::wellKnown);
        router.route().order(RouteConstants.ROUTE_ORDER_AFTER_DEFAULT).handler(this::nothing);
    }

    private void landing(RoutingContext context) {
        Optional<Caller> caller = Caller.of(context);
        if (caller.isEmpty()) {
            context.redirect("/login");
            return;
        }
        String site = switch (trust.current()) {
            case Trust.Fresh(var view, var _) -> view.self().name();
            case Trust.Stale _ -> "this site";
        };
        landing.render(caller.get(), site)
                .onSuccess(page -> html(context, page))
                .onFailure(failure -> answers.failure(context, failure));
    }

    private static void signedIn(RoutingContext context) {
        String next = context.request().getParam("next");
        context.redirect(next != null && LOCAL.matcher(next).matches() ? next : "/");
    }

    private void signedOut(RoutingContext context) {
        Html body = Html.element(
                "main",
                Html.element("h1", Html.text("Signed out")),
                Html.element("p", Html.link("/login", "Sign in again")));
        html(context, Html.page("Signed out · Kontor", body));
    }

    private void wellKnown(RoutingContext context) {
        switch (trust.current()) {
            case Trust.Stale _ ->
                answers.problem(
                        context, ProblemType.UNAVAILABLE, "identity-service has not said yet which site this is.");
            case Trust.Fresh(var view, var _) -> {
                Self self = view.self();
                answers.json(
                        context,
                        new WellKnown(
                                self.name(),
                                self.orgId().toString(),
                                self.siteId().toString(),
                                "/sites",
                                "/api/v1",
                                "/openapi"));
            }
        }
    }

    private void nothing(RoutingContext context) {
        answers.problem(
                context,
                ProblemType.NOT_FOUND,
                "There is nothing at " + context.request().path() + "; see /openapi.");
    }

    private static void html(RoutingContext context, Html page) {
        context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(page.source());
    }

    private static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
