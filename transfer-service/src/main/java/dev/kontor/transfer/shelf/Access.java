package dev.kontor.transfer.shelf;

import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.grant.AccessRequest;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.GrantDecision;
import dev.kontor.wire.grant.Grants;
import dev.kontor.wire.grant.Requester;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a partner's site may have a namespace. Answers from memory and never blocks. Safe for use by any thread.
@ApplicationScoped
class Access {
    private static final Map<GrantDecision.Rule, String> EXPLANATIONS = Map.of(
            GrantDecision.Rule.PATH, "the grant covers a part of the namespace only; ask for a grant on the whole",
            GrantDecision.Rule.SNAPSHOT, "the grant covers another snapshot only",
            GrantDecision.Rule.ACTION, "the grant does not permit to read",
            GrantDecision.Rule.NOT_BEFORE, "the grant is not valid yet",
            GrantDecision.Rule.NOT_AFTER, "the grant has expired; ask for a new one",
            GrantDecision.Rule.NETWORK, "the grant does not cover the network that you connect from",
            GrantDecision.Rule.POLL_INTERVAL, "asked again too soon for this grant",
            GrantDecision.Rule.UNKNOWN_CONSTRAINT, "the grant has a condition that is not understood here");

    /// What was decided.
    sealed interface Decision {}

    record Allowed(GrantId grantId, PartnerView partner, Descriptor descriptor) implements Decision {}

    /// Refused to an active partner, who may know why.
    record Denied(String rule, String detail) implements Decision {}

    /// Refused to somebody who is to learn nothing.
    record Unknown() implements Decision {}

    /// Nothing can be decided at the moment.
    record Unconfirmed(Instant since) implements Decision {}

    /// The grants of a trust view, decoded once.
    private record Book(TrustView view, List<Grant> valid, List<Grant> revoked) {}

    private final TrustProjection trust;
    private final Clock clock;
    private volatile @Nullable Book book;

    Access(TrustProjection trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    Decision decide(SiteId peer, NamespaceName namespace, @Nullable SnapshotId snapshot) {
        return switch (trust.current()) {
            case TrustProjection.Trust.Stale(var since) -> new Unconfirmed(since);
            case TrustProjection.Trust.Fresh(var view, var _) -> decide(book(view), peer, namespace, snapshot);
        };
    }

    private Decision decide(Book current, SiteId peer, NamespaceName namespace, @Nullable SnapshotId snapshot) {
        PartnerView partner =
                current.view().partnerOf(peer).filter(PartnerView::active).orElse(null);
        PartnerSite site = partner == null ? null : partner.site(peer).orElse(null);
        if (partner == null || site == null) {
            return new Unknown();
        }
        AccessRequest request = request(partner, peer, namespace, snapshot);
        Instant now = clock.instant();
        return switch (Grants.evaluate(current.valid(), request, now)) {
            case GrantDecision.Allowed(var grantId) -> allowed(grantId, partner, site);
            case GrantDecision.Denied(var rule, var _) ->
                Grants.evaluate(current.revoked(), request, now) instanceof GrantDecision.Allowed
                        ? new Denied("revoked", "the grant was revoked")
                        : denied(rule);
        };
    }

    private static AccessRequest request(
            PartnerView partner, SiteId peer, NamespaceName namespace, @Nullable SnapshotId snapshot) {
        return new AccessRequest(
                Requester.partner(partner.orgId(), peer),
                GrantAction.READ,
                new AccessRequest.Target(namespace, EntryPath.ROOT, snapshot),
                Map.of());
    }

    /// What one grant says by itself to an active partner's site: empty when it permits.
    Optional<Denied> alone(GrantView grant, PartnerView partner, SiteId peer, NamespaceName namespace) {
        if (grant.revoked()) {
            return Optional.of(new Denied("revoked", "it was revoked"));
        }
        if (!enforceable(grant.grant())) {
            return Optional.of(
                    new Denied("unenforced", "it has a limit that cannot be enforced yet, so it permits nothing"));
        }
        AccessRequest request = request(partner, peer, namespace, null);
        return switch (Grants.evaluate(List.of(grant.grant()), request, clock.instant())) {
            case GrantDecision.Allowed _ -> Optional.empty();
            case GrantDecision.Denied(var rule, var detail) -> Optional.of(new Denied(word(rule), detail));
        };
    }

    private static String word(GrantDecision.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Decision allowed(GrantId grantId, PartnerView partner, PartnerSite site) {
        try {
            Descriptor descriptor =
                    Descriptor.decode(SignedRecord.parse(site.descriptor()).payload());
            return new Allowed(grantId, partner, descriptor);
        } catch (MalformedException unreadable) {
            return new Denied("no-descriptor", "your site's descriptor cannot be read here: " + unreadable.reason());
        }
    }

    /// An active partner learns the rule; of namespaces that it has no grant for it learns nothing, not even whether
    /// they exist.
    private static Denied denied(GrantDecision.Rule rule) {
        String explanation = EXPLANATIONS.get(rule);
        return explanation == null
                ? new Denied("no-grant", "there is no grant for you on a namespace of this name")
                : new Denied(word(rule), explanation);
    }

    @SuppressWarnings("ReferenceEquality") // the projection keeps one object for as long as nothing changes
    private Book book(TrustView view) {
        Book known = book;
        if (known == null || known.view() != view) {
            known = new Book(view, grants(view, false), grants(view, true));
            book = known;
        }
        return known;
    }

    private static List<Grant> grants(TrustView view, boolean revoked) {
        return view.grants().stream()
                .filter(grant -> grant.revoked() == revoked)
                .map(GrantView::grant)
                .filter(Access::enforceable)
                .toList();
    }

    /// Limits on amounts need a count of what was used, which is not kept yet: such a grant permits nothing.
    private static boolean enforceable(Grant grant) {
        return grant.constraints().stream()
                .noneMatch(constraint -> constraint instanceof Constraint.Bytecount
                        || constraint instanceof Constraint.Count
                        || constraint instanceof Constraint.PollInterval
                        || constraint instanceof Constraint.Network);
    }

    /// Whether we made this grant, valid or not, for this namespace.
    boolean made(GrantId grantId, NamespaceName namespace) {
        Book known = book;
        return known != null
                && known.view().grants().stream()
                        .anyMatch(grant -> grant.grantId().equals(grantId)
                                && grant.namespace().equals(namespace.text()));
    }

    /// Whether the receipt is this site's own statement: signed with its key, naming it and its organisation as
    /// receiver.
    boolean signedBy(SiteId peer, Receipt receipt, SignedRecord record) {
        Book known = book;
        Optional<PartnerView> partner =
                known == null ? Optional.empty() : known.view().partnerOf(peer);
        try {
            return partner.filter(p -> p.orgId().equals(receipt.receiver().orgId()))
                    .flatMap(p -> p.site(peer))
                    .map(site -> Descriptor.decode(
                            SignedRecord.parse(site.descriptor()).payload()))
                    .map(descriptor -> Receipt.verified(record, descriptor.siteKey()))
                    .filter(verified -> verified.receiver().siteId().equals(peer))
                    .isPresent();
        } catch (MalformedException notTheirs) {
            return false;
        }
    }
}
