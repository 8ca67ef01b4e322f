package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;

/// A record of ours and the key under which it is to be found.
public record Publication(Key key, Bytes signed) {}
