package dev.kontor.gateway.limit;

/// Whether it is a caller's turn.
public sealed interface Turn {
    /// Yes; so many more may follow at once.
    record Granted(long left) implements Turn {}

    /// Not before so many seconds have passed, at least 1.
    record Later(long seconds) implements Turn {}
}
