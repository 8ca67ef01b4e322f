package dev.kontor.wire.event;

import java.time.Instant;

/// A namespace was published, changed or taken back.
///
/// @param mode `snapshot` or `live`
/// @param removed whether it is shared no longer
public record NamespaceChanged(String namespace, String mode, boolean removed, Instant at) {}
