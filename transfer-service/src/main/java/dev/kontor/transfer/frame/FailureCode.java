package dev.kontor.transfer.frame;

import java.util.Optional;

/// Why a connection of the data port is closed.
public enum FailureCode {
    /// A frame that is malformed, too long, of an unknown type or out of turn.
    PROTOCOL(1),
    /// No version in common.
    VERSION(2),
    /// Too many connections, or nothing asked for too long.
    LIMIT(3),
    /// This side is going away; connect again later.
    SHUTDOWN(4),
    /// Not, or no longer, a partner.
    REFUSED(5);

    private final int code;

    FailureCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FailureCode> of(long code) {
        for (FailureCode known : values()) {
            if (known.code == code) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
