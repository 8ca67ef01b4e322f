package dev.kontor.wire.descriptor;

import dev.kontor.wire.cbor.CborReader;

/// Where to look for a proof of a name; a pointer, no proof.
///
/// @param text for [Kind#DNS] the domain, else empty; at most 253 bytes
public record Evidence(Kind kind, String text) {
    public static final int MAX_TEXT = 253;

    /// What kind.
    public enum Kind {
        NONE(0),
        DNS(1);

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

    public Evidence {
        if (text.length() > MAX_TEXT || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("evidence is at most 253 printable ASCII characters");
        }
    }
}
