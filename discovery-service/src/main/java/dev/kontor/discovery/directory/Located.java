package dev.kontor.discovery.directory;

import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;

/// A site's newest descriptor, and when the network last confirmed it.
record Located(Bytes record, Instant learnedAt) {}
