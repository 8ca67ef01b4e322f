package dev.kontor.identity.pairing;

import java.util.Locale;

/// What an admin can decide about a pairing that exists.
public enum Command {
    ACCEPT,
    APPROVE,
    REJECT,
    WITHDRAW,
    REVOKE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
