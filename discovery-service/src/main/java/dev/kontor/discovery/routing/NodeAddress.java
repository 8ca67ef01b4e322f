package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where datagrams of a node go: an IPv4 or IPv6 address (4 or 16 bytes) and a UDP port. Never a host name: names are
/// resolved before the engine sees them.
public record NodeAddress(Bytes ip, int port) {
    public NodeAddress {
        if (ip.size() != 4 && ip.size() != 16) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + ip.size());
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no UDP port: " + port);
        }
    }

    /// The address in its compact form, `ip || port`, 6 or 18 bytes.
    public static NodeAddress ofCompact(Bytes compact) {
        int split = compact.size() - 2;
        byte[] bytes = compact.toArray();
        int port = (bytes[split] & 0xff) << 8 | (bytes[split + 1] & 0xff);
        return new NodeAddress(compact.slice(0, split), port);
    }

    public Bytes compact() {
        return Bytes.concat(ip, Bytes.of(new byte[] {(byte) (port >> 8), (byte) port}));
    }

    /// The IP address as text, without brackets.
    public String host() {
        try {
            return InetAddress.getByAddress(ip.toArray()).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + ip.size() + " bytes", impossible);
        }
    }

    @Override
    public String toString() {
        return (ip.size() == 4 ? host() : "[" + host() + "]") + ":" + port;
    }
}
