package dev.kontor.wire.descriptor;

import dev.kontor.wire.cbor.CborReader;
import java.util.regex.Pattern;

/// Where a site is reached.
///
/// @param host a DNS name, an IPv4 address, or an IPv6 address without brackets; at most 253 characters
/// @param port 1 to 65535
public record Endpoint(Kind kind, String host, int port) {
    public static final int MAX_HOST = 253;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

    /// How.
    public enum Kind {
        /// The site itself listens there.
        DIRECT(0),
        /// Another site listens there and passes connections on.
        RELAY(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// The number on the wire.
        public int code() {
            return code;
        }

        static Kind read(CborReader reader) {
            long code = reader.readUint();
            for (Kind known : values()) {
                if (known.code == code) {
                    return known;
                }
            }
            throw reader.malformed("not known here: " + code);
        }
    }

    public Endpoint {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("not a host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    public static Endpoint direct(String host, int port) {
        return new Endpoint(Kind.DIRECT, host, port);
    }
}
