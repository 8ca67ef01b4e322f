package dev.kontor.discovery.message;

import java.util.Optional;

/// Why a node does not do what it was asked to. The numbers are part of the wire format.
public enum Refusal {
    /// The token is missing, too old, or was given to another address. The reply carries a new one: ask again.
    TOKEN(0),
    /// The record does not belong under this key, or its signatures or dates do not hold.
    RECORD(1),
    /// A record with a higher sequence number was seen.
    STALE(2),
    /// There is no room for another publisher under this key, or none for a key this far away.
    FULL(3),
    /// The node keeps nothing for publishers whom it is not acquainted with.
    UNACQUAINTED(4),
    /// A higher sequence of this publisher was seen than the one that the request expects.
    CONTESTED(5);

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<Refusal> of(long code) {
        for (Refusal refusal : values()) {
            if (refusal.code == code) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
