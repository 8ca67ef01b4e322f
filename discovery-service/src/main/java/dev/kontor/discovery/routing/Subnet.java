package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import java.util.Optional;

/// The block of public addresses that one owner gets for next to nothing: a /24 of IPv4, a /48 of IPv6. An attacker has
/// many ids but few of these. Addresses that are not public (a LAN, the machine itself) belong to none: who runs a
/// network of his own is not limited in it.
public record Subnet(Bytes prefix) {
    private static final int V4_BYTES = 3;
    private static final int V6_BYTES = 6;

    public static Optional<Subnet> of(NodeAddress address) {
        return ofIp(address.ip());
    }

    public static Optional<Subnet> ofIp(Bytes ip) {
        return isPublic(ip)
                ? Optional.of(new Subnet(ip.slice(0, ip.size() == 4 ? V4_BYTES : V6_BYTES)))
                : Optional.empty();
    }

    static boolean isPublic(Bytes ip) {
        int first = ip.at(0) & 0xff;
        int second = ip.at(1) & 0xff;
        return ip.size() == 4 ? isPublicV4(first, second) : isPublicV6(first, second);
    }

    private static boolean isPublicV4(int first, int second) {
        return first != 0
                && first != 10
                && first != 127
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 169 && second == 254)
                && !(first == 172 && second >= 16 && second < 32)
                && !(first == 192 && second == 168);
    }

    /// Neither loopback or unspecified (`::/16`), nor unique local (`fc00::/7`), nor link local (`fe80::/10`).
    private static boolean isPublicV6(int first, int second) {
        boolean zero = first == 0 && second == 0;
        return !zero && (first & 0xfe) != 0xfc && !(first == 0xfe && (second & 0xc0) == 0x80);
    }
}
