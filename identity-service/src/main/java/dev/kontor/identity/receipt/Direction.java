package dev.kontor.identity.receipt;

/// Which way the data went, from our side.
enum Direction {
    SENT,
    RECEIVED
}
