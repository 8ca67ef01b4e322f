package dev.kontor.gateway.answer;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Somebody who has signed in, with a token or a session.
///
/// @param name as the token says: a user's name, or a client's service account
/// @param until when the token, and with it what began by it, ends; empty when it does not say
public record Caller(String name, Set<Role> roles, Optional<Instant> until) {
    /// Quarkus' name for a token's expiry, in seconds since 1970.
    private static final String EXPIRY = "quarkus.identity.expire-time";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /// Empty when nobody has signed in. Authentication has run before any route of ours.
    public static Optional<Caller> of(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user ? of(user.getSecurityIdentity()) : Optional.empty();
    }

    private static Optional<Caller> of(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role -> identity.hasRole(role.word()))
                .forEach(roles::add);
        Object expiry = identity.getAttribute(EXPIRY);
        Optional<Instant> until = expiry instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
        return Optional.of(new Caller(identity.getPrincipal().getName(), roles, until));
    }

    public boolean any(Set<Role> permitted) {
        return roles.stream().anyMatch(permitted::contains);
    }
}
