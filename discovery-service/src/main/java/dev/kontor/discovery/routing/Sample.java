package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one answer taught about a contact: how long it took and the token that came with it.
public record Sample(Duration roundTrip, @Nullable Bytes token) {}
