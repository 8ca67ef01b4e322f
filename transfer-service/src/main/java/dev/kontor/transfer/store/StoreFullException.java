package dev.kontor.transfer.store;

import java.io.IOException;
import java.io.Serial;

/// The disk has no room (or the quota is used up): nothing was written, what is there stays readable.
public final class StoreFullException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoreFullException(String message) {
        super(message);
    }

    StoreFullException(String message, IOException cause) {
        super(message, cause);
    }

    /// Whether the operating system says so; Java has no type of its own for it.
    static boolean says(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota exceeded");
    }
}
