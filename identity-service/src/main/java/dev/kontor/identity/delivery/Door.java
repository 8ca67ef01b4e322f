package dev.kontor.identity.delivery;

/// By which door of the other site a letter goes in.
public enum Door {
    /// Open to strangers.
    PAIRING("kontor-pair", "/pairing/messages"),

    /// Open to active partners only.
    PARTNER("http/1.1", "/partner/messages");

    private final String alpn;
    private final String path;

    Door(String alpn, String path) {
        this.alpn = alpn;
        this.path = path;
    }

    String alpn() {
        return alpn;
    }

    String path() {
        return path;
    }
}
