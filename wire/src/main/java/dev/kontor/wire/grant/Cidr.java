package dev.kontor.wire.grant;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// A network in CIDR notation, such as `192.0.2.0/24` or `2001:db8::/32`. Bits outside the prefix are zero.
///
/// @param network 4 or 16 bytes
/// @param prefix number of leading bits that count
public record Cidr(Bytes network, int prefix) {
    public static final int MAX_TEXT = 64;

    private static final Pattern FORM = Pattern.compile("([0-9.]{7,15}|[0-9a-f:]{2,39})/(0|[1-9][0-9]{0,2})");

    public Cidr {
        if ((network.size() != 4 && network.size() != 16) || prefix < 0 || prefix > 8 * network.size()) {
            throw new IllegalArgumentException("not a network");
        }
        for (int bit = prefix; bit < 8 * network.size(); bit++) {
            if (bit(network, bit) != 0) {
                throw new IllegalArgumentException("a network has no bits outside its prefix");
            }
        }
    }

    /// Reads the text form, strictly: no leading zeros, IPv6 as [#toString] writes it.
    ///
    /// @throws MalformedException when the text is no network in its one spelling
    public static Cidr parse(String text) {
        if (text.length() > MAX_TEXT || !FORM.matcher(text).matches()) {
            throw new MalformedException(0, "a network is an address, a slash and a number of bits");
        }
        int slash = text.indexOf('/');
        try {
            byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            Cidr cidr = new Cidr(Bytes.of(address), Integer.parseInt(text.substring(slash + 1)));
            if (cidr.toString().equals(text)) {
                return cidr;
            }
        } catch (IllegalArgumentException notAnAddress) {
            MalformedException malformed = new MalformedException(0, "not a network");
            malformed.initCause(notAnAddress);
            throw malformed;
        }
        throw new MalformedException(0, "not the one spelling of this network");
    }

    /// Whether the address (4 or 16 bytes) lies in this network.
    public boolean contains(Bytes address) {
        if (address.size() != network.size()) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(address, bit) != bit(network, bit)) {
                return false;
            }
        }
        return true;
    }

    /// IPv4 in dotted decimals; IPv6 in eight groups of hex without leading zeros and without `::`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (network.size() == 4) {
            for (int i = 0; i < 4; i++) {
                text.append(i == 0 ? "" : ".").append(network.at(i) & 0xff);
            }
        } else {
            for (int i = 0; i < 16; i += 2) {
                int group = ((network.at(i) & 0xff) << 8) | (network.at(i + 1) & 0xff);
                text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
            }
        }
        return text.append('/').append(prefix).toString();
    }

    private static int bit(Bytes bytes, int index) {
        return (bytes.at(index / 8) >>> (7 - index % 8)) & 1;
    }
}
