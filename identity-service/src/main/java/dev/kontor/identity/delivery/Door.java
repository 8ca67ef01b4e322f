package dev.kontor.identity.delivery;

import java.time.Duration;

/// By which door of the other site a letter goes in.
public enum Door {
    /// Open to strangers.
    PAIRING("kontor-pair", "/pairing/messages", Duration.ofDays(30)),

    /// Open to active partners only.
    PARTNER("http/1.1", "/partner/messages", Duration.ofDays(3));

    private final String alpn;
    private final String path;
    private final Duration patience;

    Door(String alpn, String path, Duration patience) {
        this.alpn = alpn;
        this.path = path;
        this.patience = patience;
    }

    String alpn() {
        return alpn;
    }

    String path() {
        return path;
    }

    /// How long we go on trying (our choice).
    Duration patience() {
        return patience;
    }
}
