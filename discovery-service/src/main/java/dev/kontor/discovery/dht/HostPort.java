package dev.kontor.discovery.dht;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// A bootstrap node as it is configured: `host:port`, IPv6 literals in brackets.
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
        }
    }

    /// What a list of addresses says; blank entries say nothing.
    public static List<HostPort> parseAll(Stream<String> entries) {
        return entries.filter(entry -> !entry.isBlank()).map(HostPort::parse).toList();
    }

    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(0, colon)).strip();
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return new HostPort(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(text.substring(colon + 1).strip()));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address; it must be host:port, such as 192.0.2.7:7400 or [2001:db8::7]:7400",
                    refused);
        }
    }

    /// Whether the host is an IP address and no name.
    public boolean isLiteral() {
        try {
            return InetAddress.ofLiteral(host) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// As it is configured.
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
