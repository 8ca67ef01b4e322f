package dev.kontor.identity.partner;

import dev.kontor.identity.pairing.State;
import dev.kontor.wire.event.PartnerState;

/// The handshake's states in the words of the event bus.
final class PartnerStates {
    private PartnerStates() {}

    static PartnerState of(StoredPairing row) {
        return row.suspended() ? PartnerState.SUSPENDED : of(row.pairing().state());
    }

    static PartnerState of(State state) {
        return switch (state) {
            case State.Offered _ -> PartnerState.OFFERED;
            case State.Asked _ -> PartnerState.ASKED;
            case State.AcceptedByThem _ -> PartnerState.ACCEPTED_BY_THEM;
            case State.AcceptedByUs _ -> PartnerState.ACCEPTED_BY_US;
            case State.Active _ -> PartnerState.ACTIVE;
            case State.Rejected _ -> PartnerState.REJECTED;
            case State.Withdrawn _ -> PartnerState.WITHDRAWN;
            case State.Expired _ -> PartnerState.EXPIRED;
            case State.Revoked _ -> PartnerState.REVOKED;
        };
    }
}
