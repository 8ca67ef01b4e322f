package dev.kontor.gateway.lan;

import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Answers for an entry or a directory: finds whom the name means and has [Origins] pass the content, or says why not.
@ApplicationScoped
class Contents {
    private static final Logger LOG = Logger.getLogger(Contents.class);

    private final Answers answers;
    private final RefusalLog refusals;
    private final Origins origins;

    Contents(Answers answers, RefusalLog refusals, Origins origins) {
        this.answers = answers;
        this.refusals = refusals;
        this.origins = origins;
    }

    void pass(RoutingContext context, Caller caller, LanTarget.Content target, TrustView view) {
        HttpServerRequest request = context.request();
        switch (NameResolution.of(target.name(), view)) {
            case NameResolution.Own(OrgId orgId) -> watch(context, caller, origins.own(request, caller, target, orgId));
            case NameResolution.Active(PartnerView partner) ->
                watch(context, caller, origins.theirs(request, caller, target, partner));
            case NameResolution.Inactive(PartnerView partner) ->
                unknown(context, caller, "partner-inactive", "the partner is " + partner.state());
            case NameResolution.Unknown() ->
                unknown(context, caller, "unknown-partner", "no partner has this petname or id");
        }
    }

    private void watch(RoutingContext context, Caller caller, Future<Void> passing) {
        passing.onFailure(failure -> {
            String path = String.valueOf(context.request().path());
            if (context.response().headWritten()) {
                LOG.infof("content broke off path=%s caller=%s reason=%s", path, caller.name(), failure);
                return;
            }
            if (failure instanceof ProblemException refusal) {
                String slug = refusal.problem().type().replace("urn:kontor:problem:", "");
                refusals.add("lan", caller.name(), path, slug, refusal.problem().detail());
            }
            answers.failure(context, failure);
        });
    }

    private void unknown(RoutingContext context, Caller caller, String reason, String why) {
        String path = String.valueOf(context.request().path());
        refusals.add("lan", caller.name(), path, reason, why);
        answers.problem(context, ProblemType.NOT_FOUND, "No active partner has this name; see /sites.");
    }
}
