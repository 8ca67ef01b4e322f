package dev.kontor.wire.event;

/// How far the handshake with a partner is. Only an active partner gets anything.
public enum PartnerState {
    /// We invited it and wait for its answer.
    OFFERED,
    /// It invited us and waits for our answer.
    ASKED,
    /// It accepted our invitation; we have to approve.
    ACCEPTED_BY_THEM,
    /// We accepted its invitation; it has to approve.
    ACCEPTED_BY_US,
    ACTIVE,
    REJECTED,
    WITHDRAWN,
    EXPIRED,
    SUSPENDED,
    REVOKED
}
