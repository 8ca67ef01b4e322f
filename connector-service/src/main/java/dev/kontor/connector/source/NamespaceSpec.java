package dev.kontor.connector.source;

import dev.kontor.wire.address.NamespaceName;
import java.time.Duration;

/// A namespace as its owner configured it, checked.
///
/// @param every time between two polls; irrelevant for a live namespace
/// @param pieceSize most plaintext bytes of a piece
public record NamespaceSpec(NamespaceName name, Mode mode, HttpSource source, Duration every, int pieceSize) {}
