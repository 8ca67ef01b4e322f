package dev.kontor.discovery.dht;

/// A bootstrap node as it is configured: `host:port`, IPv6 literals in brackets.
record HostPort(String host, int port) {
    HostPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
        }
    }

    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(0, colon)).strip();
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return new HostPort(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1).strip()));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "KONTOR_DHT_BOOTSTRAP holds '" + text + "', but each entry must be host:port", refused);
        }
    }
}
