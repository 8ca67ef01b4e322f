package dev.kontor.gateway.answer;

import java.util.Locale;

/// What somebody who signed in may do, by the role in the token.
public enum Role {
    ADMIN,
    PUBLISHER,
    AUDITOR,
    VIEWER,
    /// A system on the LAN that reads what partners share.
    READER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
