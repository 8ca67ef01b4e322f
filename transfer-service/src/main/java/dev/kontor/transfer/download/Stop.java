package dev.kontor.transfer.download;

/// How somebody stops a transfer.
public enum Stop {
    /// For now: what is verified is kept, and it goes on from there when it is resumed.
    PAUSE,
    /// For good, until it is asked for again.
    CANCEL
}
