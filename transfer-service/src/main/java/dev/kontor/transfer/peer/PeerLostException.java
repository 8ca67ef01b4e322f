package dev.kontor.transfer.peer;

import java.io.IOException;
import java.io.Serial;

/// A partner's data port cannot be reached, or the connection to it is gone.
public final class PeerLostException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public PeerLostException(String message) {
        super(message);
    }

    public PeerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
