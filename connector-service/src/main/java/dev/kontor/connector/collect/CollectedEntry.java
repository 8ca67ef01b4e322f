package dev.kontor.connector.collect;

import dev.kontor.connector.fetch.SourceAnswer;
import dev.kontor.wire.address.EntryPath;

/// One entry of the snapshot that a poll makes.
public sealed interface CollectedEntry {
    EntryPath path();

    /// As it was in the last snapshot; it is not sent again.
    record Unchanged(EntryPath path) implements CollectedEntry {}

    /// New or changed; its body is read once, in turn.
    record Fresh(EntryPath path, SourceAnswer.Document document) implements CollectedEntry {}
}
