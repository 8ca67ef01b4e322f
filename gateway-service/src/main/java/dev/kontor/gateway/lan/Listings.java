package dev.kontor.gateway.lan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kontor.gateway.answer.Answers;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.catalogue.Catalogue;
import dev.kontor.gateway.catalogue.Mode;
import dev.kontor.gateway.catalogue.OwnNamespaces;
import dev.kontor.gateway.catalogue.PartnerCatalogues;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The lists above the content: which names can be asked for, and what one of them shares with us.
@ApplicationScoped
class Listings {
    private final Answers answers;
    private final RefusalLog refusals;
    private final OwnNamespaces own;
    private final PartnerCatalogues catalogues;

    Listings(Answers answers, RefusalLog refusals, OwnNamespaces own, PartnerCatalogues catalogues) {
        this.answers = answers;
        this.refusals = refusals;
        this.own = own;
        this.catalogues = catalogues;
    }

    /// All names.
    @RegisterForReflection
    record Sites(List<Site> sites) {}

    /// One name.
    ///
    /// @param own whether it is this site's own organisation
    @RegisterForReflection
    record Site(String name, OrgId orgId, boolean own, String href) {}

    /// What one organisation shares with us.
    ///
    /// @param reachable whether its gateway answered when it was last asked
    /// @param asOf when it said so; null when it never did
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shares(
            String name,
            OrgId orgId,
            boolean reachable,
            @Nullable Instant asOf,
            List<Namespace> namespaces) {
        /// Without the time of asking, which changes although nothing else does.
        Shares timeless() {
            return new Shares(name, orgId, reachable, null, namespaces);
        }
    }

    /// One namespace.
    @RegisterForReflection
    record Namespace(String name, Mode mode, String pathPrefix, String href) {}

    void sites(RoutingContext context, TrustView view) {
        Stream<Site> partners = view.partners().stream()
                .filter(PartnerView::active)
                .map(partner -> site(partner.petname(), partner.orgId(), false));
        Site ourselves = site(view.self().name(), view.self().orgId(), true);
        Sites all = new Sites(Stream.concat(Stream.of(ourselves), partners).toList());
        answers.list(context, all, all);
    }

    void partner(RoutingContext context, Caller caller, LanTarget.Partner target, TrustView view) {
        String name = target.name().text();
        switch (NameResolution.of(target.name(), view)) {
            case NameResolution.Own(OrgId orgId) -> list(context, ours(name, orgId));
            case NameResolution.Active(PartnerView partner) ->
                catalogues
                        .ask(partner)
                        .onSuccess(known -> list(context, theirs(name, partner, known)))
                        .onFailure(failure -> answers.failure(context, failure));
            case NameResolution.Inactive(PartnerView partner) -> {
                refusals.add("lan", caller.name(), name, "partner-inactive", "the partner is " + partner.state());
                unknown(context, name);
            }
            case NameResolution.Unknown() -> {
                refusals.add("lan", caller.name(), name, "unknown-partner", "no partner has this petname or id");
                unknown(context, name);
            }
        }
    }

    private void list(RoutingContext context, Shares shares) {
        answers.list(context, shares, shares.timeless());
    }

    private void unknown(RoutingContext context, String name) {
        answers.problem(context, ProblemType.NOT_FOUND, "No active partner is called " + name + "; see /sites.");
    }

    private Shares ours(String name, OrgId orgId) {
        List<Namespace> namespaces = own.all().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> namespace(name, entry.getKey(), entry.getValue(), ""))
                .toList();
        return new Shares(name, orgId, true, null, namespaces);
    }

    private static Shares theirs(String name, PartnerView partner, PartnerCatalogues.Known known) {
        List<Namespace> namespaces = known.catalogue().map(Catalogue::namespaces).orElse(List.of()).stream()
                .map(shared -> namespace(name, shared.name().text(), shared.mode(), shared.pathPrefix()))
                .toList();
        Instant asOf = known.catalogue().isPresent() ? known.heardAt() : null;
        return new Shares(name, partner.orgId(), known.reachable(), asOf, namespaces);
    }

    private static Site site(String name, OrgId orgId, boolean own) {
        return new Site(name, orgId, own, LanTarget.ROOT + "/" + name);
    }

    private static Namespace namespace(String site, String name, Mode mode, String pathPrefix) {
        return new Namespace(name, mode, pathPrefix, LanTarget.ROOT + "/" + site + "/" + name);
    }
}
