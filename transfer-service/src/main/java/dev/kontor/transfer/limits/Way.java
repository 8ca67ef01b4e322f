package dev.kontor.transfer.limits;

import java.util.Locale;

/// Which way pieces move.
public enum Way {
    RECEIVE,
    SEND;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
