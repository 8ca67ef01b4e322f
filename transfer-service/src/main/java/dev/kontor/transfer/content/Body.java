package dev.kontor.transfer.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Entry;
import java.util.List;

/// What follows the headers: literal bytes and stretches of entries, in order.
record Body(List<Part> parts, long length) {
    static final Body EMPTY = new Body(List.of(), 0);

    Body {
        parts = List.copyOf(parts);
    }

    /// A stretch of a body.
    sealed interface Part {}

    record Literal(Bytes bytes) implements Part {}

    record Stretch(Entry entry, long offset, long length) implements Part {}

    static Body of(Bytes bytes) {
        return new Body(List.of(new Literal(bytes)), bytes.size());
    }

    static Body of(Entry entry) {
        return new Body(List.of(new Stretch(entry, 0, entry.size())), entry.size());
    }
}
