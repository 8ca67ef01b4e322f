package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;

/// A file in the container.
record Part(String name, Bytes content) {}
