package dev.kontor.gateway.control;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.grant.AccessRequest;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.GrantDecision;
import dev.kontor.wire.grant.Grants;
import dev.kontor.wire.grant.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The grants of a trust view, decoded once. A grant that cannot be read permits nothing. Safe for use on several event
/// loops.
@ApplicationScoped
class GrantBook {
    private volatile Page page = new Page(null, List.of());

    private record Page(@org.jspecify.annotations.Nullable TrustView view, List<Grant> grants) {}

    GrantDecision decide(TrustView view, Requester who, NamespaceName namespace, EntryPath path, Instant now) {
        return Grants.evaluate(grants(view), AccessRequest.of(who, GrantAction.READ, namespace, path), now);
    }

    /// All grants in force.
    @SuppressWarnings("ReferenceEquality") // another view, even an equal one, is decoded again: that is always right
    List<Grant> grants(TrustView view) {
        Page open = page;
        if (open.view() != view) {
            open = new Page(view, decode(view));
            page = open;
        }
        return open.grants();
    }

    private static List<Grant> decode(TrustView view) {
        return view.grants().stream()
                .filter(grant -> !grant.revoked())
                .flatMap(grant -> readable(grant).stream())
                .toList();
    }

    private static Optional<Grant> readable(GrantView grant) {
        try {
            return Optional.of(grant.grant());
        } catch (MalformedException unreadable) {
            return Optional.empty();
        }
    }
}
