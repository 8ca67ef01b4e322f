package dev.kontor.connector.fetch;

import java.io.IOException;
import java.io.Serial;

/// A source did not deliver what can be published. The poll ends; the last good snapshot stays.
public final class SourceFault extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// What was wrong, in a closed set that run histories and metrics use.
    public enum Reason {
        UNREACHABLE,
        TIMED_OUT,
        WRONG_STATUS,
        TOO_LARGE,
        CHANGED_WHILE_READ,
        CUT_SHORT,
        NOT_A_LIST,
        BAD_ITEM,
        LEFT_THE_SOURCE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    public SourceFault(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public SourceFault(Reason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
