package dev.kontor.gateway.doctor;

import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.doctor.Finding.Level;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.refusal.Refused;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers `GET /api/v1/doctor` for admins and auditors: all findings, the worst first, and the last refusals with
/// their true reasons.
@ApplicationScoped
public class Doctor {
    private static final Set<Role> PERMITTED = EnumSet.of(Role.ADMIN, Role.AUDITOR);

    private final Vertx vertx;
    private final Answers answers;
    private final RefusalLog refusals;
    private final ServiceChecks services;
    private final OwnChecks own;
    private final SignInCheck signIn;

    Doctor(
            Vertx vertx,
            Answers answers,
            RefusalLog refusals,
            ServiceChecks services,
            OwnChecks own,
            SignInCheck signIn) {
        this.vertx = vertx;
        this.answers = answers;
        this.refusals = refusals;
        this.services = services;
        this.own = own;
        this.signIn = signIn;
    }

    /// The whole answer.
    ///
    /// @param status the worst level of all findings
    @RegisterForReflection
    record Report(Level status, List<Finding> findings, List<Refused> refusals) {}

    void install(@Observes Router router) {
        router.get("/api/v1/doctor").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Optional<Caller> caller = Caller.of(context);
        if (caller.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            answers.problem(context, ProblemType.NOT_SIGNED_IN, "Send a bearer token, or sign in at /login.");
        } else if (!caller.get().any(PERMITTED)) {
            answers.problem(context, ProblemType.NOT_ALLOWED, "This needs the role admin or auditor.");
        } else {
            examine()
                    .onSuccess(report -> answers.json(context, report))
                    .onFailure(failure -> answers.failure(context, failure));
        }
    }

    private Future<Report> examine() {
        Future<List<Finding>> ours = vertx.executeBlocking(own::all);
        List<Future<Finding>> others = new ArrayList<>(services.all());
        others.add(signIn.check());
        return Future.join(new ArrayList<>(others)).compose(all -> ours).map(mine -> {
            List<Finding> findings = new ArrayList<>(mine);
            others.forEach(other -> findings.add(other.result()));
            findings.sort((one, other) -> other.level().compareTo(one.level()));
            return new Report(findings.getFirst().level(), findings, refusals.last());
        });
    }
}
