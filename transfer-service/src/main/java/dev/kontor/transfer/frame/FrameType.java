package dev.kontor.transfer.frame;

import java.util.Optional;

/// The frame types and their codes. A code that is not here ends the connection.
public enum FrameType {
    HELLO(1),
    PING(2),
    PONG(3),
    FAILURE(4),
    HEAD(16),
    MANIFEST(17),
    CURRENT(18),
    FETCH(32),
    DATA(33),
    END(34),
    LEAVES(35),
    MISSING(48),
    DENIED(49),
    BUSY(50),
    GONE(51),
    RECEIPT(64),
    COUNTERSIGNATURE(65),
    APPLY(96),
    TICKET(97),
    PRESENT(98),
    ACCEPTED(99);

    private static final FrameType[] BY_CODE = new FrameType[128];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<FrameType> of(int code) {
        return code >= 0 && code < BY_CODE.length ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
    }

    /// The longest body that a frame of this type may have.
    public int maxBody() {
        return switch (this) {
            case DATA, MANIFEST, LEAVES -> FrameLimits.MAX_BODY;
            case HELLO, PING, PONG, FAILURE, HEAD, CURRENT, FETCH, END, MISSING, DENIED, BUSY, GONE, RECEIPT ->
                FrameLimits.MAX_SMALL_BODY;
            case COUNTERSIGNATURE, APPLY, TICKET, PRESENT, ACCEPTED -> FrameLimits.MAX_SMALL_BODY;
        };
    }
}
