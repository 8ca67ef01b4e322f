package dev.kontor.testkit.broken.west;

import dev.kontor.testkit.broken.east.Clockwork;
import org.jspecify.annotations.Nullable;

/// Has a name not yet found, and closes a cycle.
public record WestManager(@Nullable Clockwork east) {}
