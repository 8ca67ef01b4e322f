package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;

/// What a site shows of itself in a handshake.
///
/// @param descriptor the site's signed descriptor record
/// @param log the encoded organisation log
/// @param name the name under which the site would like to be known; only a suggestion
public record Introduction(Bytes descriptor, Bytes log, String name) {
    public Introduction {
        Limits.atMost(descriptor, Limits.MAX_DESCRIPTOR_BYTES, "descriptor");
        Limits.atMost(log, Limits.MAX_LOG_BYTES, "organisation log");
        if (name.length() > Limits.MAX_NAME_CHARACTERS) {
            throw new IllegalArgumentException("a name has at most " + Limits.MAX_NAME_CHARACTERS + " characters");
        }
    }
}
