package dev.kontor.bench.demo;

import java.io.Serial;

/// Something stands in the way of a measurement; the message is a sentence for the person who called.
public final class BenchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
