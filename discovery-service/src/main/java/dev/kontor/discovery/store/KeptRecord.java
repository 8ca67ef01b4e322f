package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;

/// A record that was found genuine: who published it (32 bytes, the site id), its place in the publisher's
/// sequence, and when it ends. `signed` is the encoded record as it came.
public record KeptRecord(Key key, Bytes publisher, long sequence, Instant expiresAt, Bytes signed) {}
