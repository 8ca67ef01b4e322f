package dev.kontor.wire.grant;

import dev.kontor.wire.cbor.CborReader;

/// What a grant permits.
public enum GrantAction {
    LIST(0),
    READ(1),
    RECEIVE(2),
    PUBLISH_ON(3);

    private final int code;

    GrantAction(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    static GrantAction read(CborReader reader) {
        long code = reader.readUint();
        for (GrantAction known : values()) {
            if (known.code == code) {
                return known;
            }
        }
        throw reader.malformed("not known here: " + code);
    }
}
