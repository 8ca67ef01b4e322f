package dev.kontor.wire.grant;

import dev.kontor.wire.grant.GrantDecision.Allowed;
import dev.kontor.wire.grant.GrantDecision.Denied;
import dev.kontor.wire.grant.GrantDecision.Rule;
import dev.kontor.wire.id.SnapshotId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides by grants. The caller has verified the grants and left out the revoked ones.
public final class Grants {
    private Grants() {}

    /// Allowed if any one grant permits the request; otherwise the refusal of the grant that came nearest to
    /// permitting.
    public static GrantDecision evaluate(List<Grant> grants, AccessRequest request, Instant now) {
        Denied nearest = new Denied(Rule.NO_GRANT, "there is no grant");
        for (Grant grant : grants) {
            Optional<Denied> denied = refusal(grant, request, now);
            if (denied.isEmpty()) {
                return new Allowed(grant.grantId());
            }
            if (denied.get().rule().compareTo(nearest.rule()) > 0) {
                nearest = denied.get();
            }
        }
        return nearest;
    }

    private static Optional<Denied> refusal(Grant grant, AccessRequest request, Instant now) {
        return scope(grant, request)
                .or(() -> unknown(grant))
                .or(() -> grant.constraints().stream()
                        .flatMap(constraint -> refusal(grant, constraint, request, now).stream())
                        .min(Comparator.comparing(Denied::rule)));
    }

    private static Optional<Denied> scope(Grant grant, AccessRequest request) {
        Resource resource = grant.resource();
        AccessRequest.Target target = request.target();
        SnapshotId only = resource.snapshot();
        return denied(
                        !grant.audience().admits(request.who()),
                        Rule.AUDIENCE,
                        grant,
                        grant.audience().text())
                .or(() -> denied(
                        !resource.namespace().equals(target.namespace()), Rule.NAMESPACE, grant, resource.namespace()))
                .or(() -> denied(!target.path().within(resource.pathPrefix()), Rule.PATH, grant, resource.pathPrefix()))
                .or(() -> denied(only != null && !only.equals(target.snapshot()), Rule.SNAPSHOT, grant, only))
                .or(() -> denied(!grant.actions().contains(request.action()), Rule.ACTION, grant, grant.actions()));
    }

    private static Optional<Denied> unknown(Grant grant) {
        return grant.constraints().stream()
                .filter(Constraint.Unknown.class::isInstance)
                .findFirst()
                .flatMap(constraint -> denied(true, Rule.UNKNOWN_CONSTRAINT, grant, constraint.key()));
    }

    private static Optional<Denied> refusal(Grant grant, Constraint constraint, AccessRequest request, Instant now) {
        Usage usage = request.usageOf(grant.grantId());
        Instant lastPoll = usage.lastPoll();
        return switch (constraint) {
            case Constraint.NotBefore from -> denied(now.isBefore(from.time()), Rule.NOT_BEFORE, grant, from.time());
            case Constraint.NotAfter until -> denied(!now.isBefore(until.time()), Rule.NOT_AFTER, grant, until.time());
            case Constraint.Bytecount limit -> denied(usage.bytes() > limit.bytes(), Rule.BYTES, grant, limit.bytes());
            case Constraint.Count limit -> denied(usage.uses() >= limit.uses(), Rule.COUNT, grant, limit.uses());
            case Constraint.Network network ->
                denied(!network.cidr().contains(request.who().address()), Rule.NETWORK, grant, network.cidr());
            case Constraint.PollInterval poll ->
                denied(
                        lastPoll != null && now.isBefore(lastPoll.plus(poll.interval())),
                        Rule.POLL_INTERVAL,
                        grant,
                        poll.interval());
            case Constraint.Purpose _ -> Optional.empty();
            case Constraint.Unknown unknown -> denied(true, Rule.UNKNOWN_CONSTRAINT, grant, unknown.key());
        };
    }

    private static Optional<Denied> denied(boolean refuses, Rule rule, Grant grant, @Nullable Object limit) {
        return refuses
                ? Optional.of(new Denied(rule, "grant " + grant.grantId() + " permits only " + limit))
                : Optional.empty();
    }
}
