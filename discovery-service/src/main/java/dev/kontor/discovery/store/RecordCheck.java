package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;

/// Decides whether bytes are a genuine record for a key. Storer and reader ask the same question: what a storer
/// accepted proves nothing to a reader.
@FunctionalInterface
public interface RecordCheck {
    Checked check(Key key, Bytes signed, Instant now);
}
