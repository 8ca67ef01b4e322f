package dev.kontor.transfer.shelf;

import dev.kontor.kit.problem.ProblemType;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.shelf.Explanation.Considered;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Explains what the data port would answer a partner now. The decision is [Access]'s own, so that no explanation
/// differs from what happens; beside it stands what each grant says by itself.
@ApplicationScoped
class Explain {
    private static final Map<String, String> CHANGES = Map.of(
            "path", "give a grant on the whole namespace: content is handed out as whole snapshots",
            "snapshot", "give a grant that is not limited to one snapshot",
            "action", "give a grant with the action read",
            "not-before", "wait until the grant begins, or give another",
            "not-after", "give a new grant: this one has ended",
            "network", "give a grant without a limit on networks: this version cannot check one",
            "poll-interval", "give a grant without a poll interval: this version cannot check one",
            "unknown-constraint", "give a grant without the condition that this version does not know",
            "no-descriptor", "wait for the partner's next descriptor");

    private final TrustProjection trust;
    private final Access access;

    Explain(TrustProjection trust, Access access) {
        this.trust = trust;
        this.access = access;
    }

    /// Explains for a partner, by its petname or its organisation's id.
    Explanation explain(String partner, NamespaceName namespace) {
        return switch (trust.current()) {
            case TrustProjection.Trust.Stale(var since) ->
                throw ProblemType.UNAVAILABLE.because("Nothing can be decided: whom we trust cannot be confirmed since "
                        + since + ". Partners are answered 'busy' meanwhile.");
            case TrustProjection.Trust.Fresh(var view, var _) -> explain(view, find(view, partner), namespace);
        };
    }

    private static PartnerView find(TrustView view, String name) {
        return view.partner(name)
                .or(() -> view.partners().stream()
                        .filter(partner -> partner.orgId().toString().equals(name))
                        .findFirst())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No partner is called '" + name
                        + "', and none has this id. A stranger is refused without a reason."));
    }

    private Explanation explain(TrustView view, PartnerView partner, NamespaceName namespace) {
        Optional<SiteId> site = partner.sites().stream().findFirst().map(PartnerSite::siteId);
        List<Considered> grants =
                site.map(id -> considered(view, partner, id, namespace)).orElse(List.of());
        Verdict verdict = site.isEmpty() || !partner.active()
                ? Verdict.ofState(partner)
                : verdict(access.decide(site.get(), namespace, null), partner, namespace);
        return new Explanation(
                partner.petname(),
                partner.orgId(),
                namespace.text(),
                verdict.decision(),
                verdict.rule(),
                verdict.detail(),
                verdict.grantId(),
                verdict.change(),
                grants);
    }

    private record Verdict(
            String decision,
            String rule,
            String detail,
            @Nullable GrantId grantId,
            String change) {
        static Verdict denied(String rule, String detail, String change) {
            return new Verdict(Explanation.DENIED, rule, detail, null, change);
        }

        static Verdict ofState(PartnerView partner) {
            if (partner.active()) {
                return denied("no-site", "no site of the partner is known", "wait for the partner's first descriptor");
            }
            String state = partner.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return denied(
                    "partner-" + state,
                    "the partnership is not active: " + state,
                    "make the partnership active: kontor partner list shows whose turn it is");
        }
    }

    private static Verdict verdict(Access.Decision decision, PartnerView partner, NamespaceName namespace) {
        return switch (decision) {
            case Access.Allowed(var grantId, var _, var _) ->
                new Verdict(
                        Explanation.ALLOWED,
                        "granted",
                        "grant " + grantId + " permits it",
                        grantId,
                        "revoke it: kontor grant revoke " + grantId);
            case Access.Denied(var rule, var detail) ->
                Verdict.denied(
                        rule,
                        detail,
                        CHANGES.getOrDefault(
                                rule, "give a grant: kontor grant add " + namespace + " --to " + partner.petname()));
            case Access.Unknown _ ->
                Verdict.denied(
                        "unknown", "its site is not known as a partner's", "wait for the partner's next descriptor");
            case Access.Unconfirmed(var since) ->
                new Verdict(
                        Explanation.UNDECIDED,
                        "unconfirmed",
                        "whom we trust cannot be confirmed since " + since,
                        null,
                        "identity-service has to answer again");
        };
    }

    private List<Considered> considered(TrustView view, PartnerView partner, SiteId site, NamespaceName namespace) {
        return view.grants().stream()
                .filter(grant -> grant.namespace().equals(namespace.text()))
                .map(grant -> considered(grant, access.alone(grant, partner, site, namespace)))
                .toList();
    }

    private static Considered considered(GrantView grant, Optional<Access.Denied> denied) {
        return new Considered(
                grant.grantId(),
                grant.audience(),
                grant.pathPrefix(),
                denied.map(Access.Denied::rule).orElse("allows"),
                denied.map(Access.Denied::detail).orElse("it permits to read the namespace"));
    }
}
