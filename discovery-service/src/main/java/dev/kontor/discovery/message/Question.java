package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// What a request asks for.
public sealed interface Question {
    /// Are you there?
    record Ping() implements Question {}

    /// Who is near to this point? With `records`, also: what do you keep there? Records come in the order of their
    /// publishers; `after` continues behind that publisher.
    record Find(Key target, boolean records, @Nullable Bytes after) implements Question {}

    /// Keep this record at this point. Needs the token that the same node gave to the same address. With `expected`
    /// only when no higher sequence of its publisher was seen than that: compare and swap.
    record Store(Key key, Bytes signed, @Nullable Long expected) implements Question {
        public Store(Key key, Bytes signed) {
            this(key, signed, null);
        }
    }
}
