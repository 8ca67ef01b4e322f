package dev.kontor.wire.bytes;

import java.io.Serial;

/// Bytes or text that are not what they should be. Thrown by codecs only, and the only thing they throw on remote
/// input.
///
/// The offset counts from the start of what was decoded: bytes for binary input, characters for text.
public final class MalformedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    public MalformedException(int offset, String reason) {
        super(reason + " (at offset " + offset + ")");
        this.offset = offset;
        this.reason = reason;
    }

    /// Where the input stops making sense.
    public int offset() {
        return offset;
    }

    /// What is wrong there, for people; contains nothing secret.
    public String reason() {
        return reason;
    }
}
