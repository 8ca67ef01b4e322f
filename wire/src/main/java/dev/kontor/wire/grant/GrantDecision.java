package dev.kontor.wire.grant;

import dev.kontor.wire.id.GrantId;

/// Whether a request is permitted.
public sealed interface GrantDecision {
    /// By this grant.
    record Allowed(GrantId grantId) implements GrantDecision {}

    /// By no grant. The rule and the detail are of the grant that came nearest, and for our own people only.
    record Denied(Rule rule, String detail) implements GrantDecision {}

    /// The rules in the order in which a grant is held against a request; stable names.
    enum Rule {
        NO_GRANT,
        AUDIENCE,
        NAMESPACE,
        PATH,
        SNAPSHOT,
        ACTION,
        UNKNOWN_CONSTRAINT,
        NOT_BEFORE,
        NOT_AFTER,
        NETWORK,
        BYTES,
        COUNT,
        POLL_INTERVAL
    }
}
