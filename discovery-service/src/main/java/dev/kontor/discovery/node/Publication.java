package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A record of ours and the key under which it is to be found.
///
/// @param expected the sequence of our last record there; a higher one is somebody else's with our key
public record Publication(Key key, Bytes signed, @Nullable Long expected) {
    public Publication(Key key, Bytes signed) {
        this(key, signed, null);
    }

    /// The same, whatever others have seen: the highest sequence wins.
    Publication unconditional() {
        return new Publication(key, signed);
    }
}
