package dev.kontor.wire.grant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rules for grants once more, written down one after another with no regard to speed or to reasons.
final class SlowEvaluator {
    private SlowEvaluator() {}

    static boolean permits(Grant grant, AccessRequest request, Instant now) {
        Requester who = request.who();
        String audience = grant.audience().text();
        boolean meant = audience.equals("everyone")
                || (who.partner() && audience.equals("all-partners"))
                || (who.partner() && audience.equals("organisation:" + who.orgId()))
                || (who.partner() && audience.equals("site:" + who.siteId()))
                || (who.partner()
                        && who.communities().stream().anyMatch(id -> audience.equals("community:" + id.hex())));
        String prefix = grant.resource().pathPrefix().text();
        String path = request.target().path().text();
        boolean below = prefix.isEmpty() || (path + "/").startsWith(prefix + "/");
        boolean snapshot = grant.resource().snapshot() == null
                || String.valueOf(grant.resource().snapshot())
                        .equals(String.valueOf(request.target().snapshot()));
        boolean namespace = grant.resource().namespace().equals(request.target().namespace());
        boolean action = grant.actions().contains(request.action());
        if (!meant || !below || !snapshot || !namespace || !action) {
            return false;
        }
        Usage usage = request.usageOf(grant.grantId());
        for (Constraint constraint : grant.constraints()) {
            if (!holds(constraint, who, usage, now)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Constraint constraint, Requester who, Usage usage, Instant now) {
        long second = now.getEpochSecond();
        return switch (constraint) {
            case Constraint.NotBefore from -> second >= from.time().getEpochSecond();
            case Constraint.NotAfter until -> second < until.time().getEpochSecond();
            case Constraint.Bytecount limit -> usage.bytes() <= limit.bytes();
            case Constraint.Count limit -> usage.uses() < limit.uses();
            case Constraint.Network _ -> who.address().hex().startsWith("c00002");
            case Constraint.PollInterval poll ->
                waited(usage.lastPoll(), second) >= poll.interval().toSeconds();
            case Constraint.Purpose _ -> true;
            case Constraint.Unknown _ -> false;
        };
    }

    private static long waited(@Nullable Instant lastPoll, long second) {
        return lastPoll == null ? Long.MAX_VALUE : second - lastPoll.getEpochSecond();
    }
}
