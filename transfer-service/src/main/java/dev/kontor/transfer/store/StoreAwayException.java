package dev.kontor.transfer.store;

import java.io.IOException;
import java.io.Serial;

/// The store cannot be asked at the moment: nothing follows from it about any piece.
public final class StoreAwayException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
