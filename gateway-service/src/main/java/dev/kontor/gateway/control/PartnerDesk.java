package dev.kontor.gateway.control;

import dev.kontor.gateway.limit.Rate;
import dev.kontor.gateway.limit.TokenBuckets;
import dev.kontor.gateway.limit.Turn;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.kit.trust.TrustProjection.Trust;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantDecision;
import dev.kontor.wire.grant.Requester;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// For partners: takes their messages, tells what they may read, and passes live namespaces through. Each request
/// is decided anew by the trust projection, so a revocation ends an open connection's rights too.
@ApplicationScoped
class PartnerDesk implements Desk {
    private static final int SITES = 10_000;

    private final TrustProjection trust;
    private final GrantBook grants;
    private final PartnerServices services;
    private final RefusalLog refusals;
    private final TokenBuckets buckets;
    private final Clock clock = Clock.systemUTC();

    PartnerDesk(
            TrustProjection trust,
            GrantBook grants,
            PartnerServices services,
            RefusalLog refusals,
            GatewaySettings settings) {
        this.trust = trust;
        this.grants = grants;
        this.services = services;
        this.refusals = refusals;
        this.buckets = new TokenBuckets(
                new Rate(settings.limits().partnerPerSecond(), settings.limits().partnerBurst()), SITES);
    }

    @Override
    public Future<Void> answer(ControlRequest request, Reply reply) {
        return switch (buckets.take(request.peer().siteId().toString(), System.nanoTime())) {
            case Turn.Later(long seconds) -> {
                refuse(request, "rate", "too many requests of this site");
                yield reply.later(seconds);
            }
            case Turn.Granted _ -> admit(request, reply);
        };
    }

    private Future<Void> admit(ControlRequest request, Reply reply) {
        return switch (trust.current()) {
            case Trust.Stale(Instant since) -> {
                refuse(request, "trust-stale", "grants not confirmed since " + since);
                yield reply.empty(503);
            }
            case Trust.Fresh(TrustView view, Instant _) -> {
                Optional<PartnerView> partner =
                        view.partnerOf(request.peer().siteId()).filter(PartnerView::active);
                if (partner.isEmpty()) {
                    refuse(request, "not-a-partner", "the site belongs to no active partner");
                    yield reply.empty(404);
                }
                yield route(request, reply, view, requester(request, partner.get()));
            }
        };
    }

    private Future<Void> route(ControlRequest request, Reply reply, TrustView view, Requester who) {
        if (request.is("POST", "/partner/messages")) {
            return services.deliver(request, reply);
        }
        if (request.is("POST", "/address-book")) {
            return services.addressBook(request, reply);
        }
        if (request.is("GET", "/catalogue")) {
            return services.catalogue(reply, view.self().orgId(), readable(view, who));
        }
        Optional<LiveTarget> live = LiveTarget.parse(request.path());
        boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
        if (live.isEmpty() || !reading) {
            refuse(request, "not-offered", "partners are offered no such thing");
            return reply.empty(404);
        }
        LiveTarget target = live.get();
        return switch (grants.decide(view, who, target.namespace(), target.path(), clock.instant())) {
            case GrantDecision.Allowed _ when services.isLive(target) -> services.live(request, reply, target);
            case GrantDecision.Allowed _ -> {
                refuse(request, "not-live", "the namespace is not published as live");
                yield reply.empty(404);
            }
            case GrantDecision.Denied(GrantDecision.Rule rule, String detail) -> {
                refuse(request, rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), detail);
                yield reply.empty(404);
            }
        };
    }

    /// Grants by which this caller could read now.
    private List<Grant> readable(TrustView view, Requester who) {
        Instant now = clock.instant();
        return grants.grants(view).stream()
                .filter(grant -> grants.decide(
                                        view,
                                        who,
                                        grant.resource().namespace(),
                                        grant.resource().pathPrefix(),
                                        now)
                                instanceof GrantDecision.Allowed(var by)
                        && by.equals(grant.grantId()))
                .toList();
    }

    private static Requester requester(ControlRequest request, PartnerView partner) {
        return new Requester(
                partner.orgId(),
                request.peer().siteId(),
                true,
                Set.of(),
                Bytes.of(request.address().getAddress()));
    }

    private void refuse(ControlRequest request, String reason, String detail) {
        refusals.add(
                "partner",
                request.peer().siteId().toString(),
                request.method() + " " + request.target(),
                reason,
                detail);
    }
}
