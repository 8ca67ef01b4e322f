package dev.kontor.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.gateway.admin.PolicyTable.Verdict;
import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Every request below `/api/v1`: who asks, may they, and which service answers. The services believe the gateway:
/// they hear who it was in `Kontor-Actor`.
@ApplicationScoped
public class AdminApi {
    private static final String PARTNERS = "/api/v1/partners";

    private final Answers answers;
    private final RefusalLog refusals;
    private final Facade facade;
    private final Invitations invitations;
    private final KeycloakPolicies policies;
    private final ObjectMapper json;

    AdminApi(
            Answers answers,
            RefusalLog refusals,
            Facade facade,
            Invitations invitations,
            KeycloakPolicies policies,
            ObjectMapper json) {
        this.answers = answers;
        this.refusals = refusals;
        this.facade = facade;
        this.invitations = invitations;
        this.policies = policies;
        this.json = json;
    }

    /// Who somebody is here.
    @RegisterForReflection
    record Me(String name, List<String> roles) {}

    void install(@Observes Router router) {
        router.get("/api/v1/me").handler(this::me);
        router.route("/api/v1/*")
                .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
                .handler(this::admit);
    }

    private void me(RoutingContext context) {
        Optional<Caller> caller = Caller.of(context);
        if (caller.isEmpty()) {
            askToSignIn(context);
        } else {
            List<String> roles =
                    caller.get().roles().stream().map(Role::word).sorted().toList();
            answers.json(context, new Me(caller.get().name(), roles));
        }
    }

    private void admit(RoutingContext context) {
        Optional<Caller> caller = Caller.of(context);
        if (caller.isEmpty()) {
            askToSignIn(context);
            return;
        }
        String path = path(context);
        switch (PolicyTable.judge(
                context.request().method().name(), path, caller.get().roles())) {
            case Verdict.NotOffered() ->
                answers.problem(context, ProblemType.NOT_FOUND, "There is nothing at " + path + "; see /openapi.");
            case Verdict.Denied(Set<Role> needed) -> deny(context, caller.get(), needed);
            case Verdict.Forward(Upstream service) -> forward(context, caller.get(), service);
        }
    }

    private void askToSignIn(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        answers.problem(context, ProblemType.NOT_SIGNED_IN, "Send a bearer token, or sign in at /login.");
    }

    private void deny(RoutingContext context, Caller caller, Set<Role> needed) {
        String roles = needed.stream().map(Role::word).sorted().collect(Collectors.joining(" or "));
        String rule = roles.isEmpty()
                ? "Nobody may " + context.request().method() + " this."
                : "This needs the role " + roles + ".";
        refusals.add("admin", caller.name(), context.request().method() + " " + path(context), "role", rule);
        answers.problem(context, ProblemType.NOT_ALLOWED, rule);
    }

    private void forward(RoutingContext context, Caller caller, Upstream service) {
        context.request().pause();
        policies.permit(context.user(), context.request().method().name(), path(context))
                .compose(permitted -> permitted ? pass(context, caller, service) : refusedByPolicy(context, caller))
                .onFailure(failure -> fail(context, failure));
    }

    private void fail(RoutingContext context, Throwable failure) {
        if (failure instanceof ProblemException refusal && refusal.problem().is(ProblemType.TOO_LARGE)) {
            answers.last(context);
        }
        answers.failure(context, failure);
    }

    private Future<Void> refusedByPolicy(RoutingContext context, Caller caller) {
        String what = context.request().method() + " " + path(context);
        refusals.add("admin", caller.name(), what, "policy", "a policy of the realm denies it");
        return Future.failedFuture(ProblemType.NOT_ALLOWED.because("A policy of the sign-in realm denies this."));
    }

    private Future<Void> pass(RoutingContext context, Caller caller, Upstream service) {
        boolean invites = context.request().method().equals(HttpMethod.POST)
                && path(context).equals(PARTNERS);
        if (!invites) {
            return facade.pass(context, caller, service);
        }
        return facade.whole(context.request())
                .compose(this::invitation)
                .compose(resolved -> facade.send(context, caller, service, resolved));
    }

    private Future<Buffer> invitation(Buffer body) {
        try {
            JsonNode asked = json.readTree(body.getBytes());
            if (!asked.isObject()) {
                throw ProblemType.MALFORMED_REQUEST.because("Send a JSON object: {\"name\": …, \"petname\": …}.");
            }
            return invitations.resolve(asked).map(resolved -> Buffer.buffer(resolved.toString()));
        } catch (JsonProcessingException malformed) {
            throw ProblemType.MALFORMED_REQUEST.because("The body is not JSON: " + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    private static String path(RoutingContext context) {
        return String.valueOf(context.request().path());
    }
}
