package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Lookup;
import java.time.Instant;

/// A look-up under way, and what is to happen when it ends.
record Search(long id, Lookup lookup, Sequel sequel, Instant startedAt, Instant deadline) {
    /// What follows a look-up.
    sealed interface Sequel {
        /// Tell whoever asked, under its own number.
        record Tell(long asker) implements Sequel {}

        /// Offer a record of ours to the nodes that were found.
        record Offer(Publication publication) implements Sequel {}

        /// We have looked for ourselves, to settle.
        record Settle() implements Sequel {}

        /// Nothing: the table has learned from it.
        record Refresh() implements Sequel {}
    }
}
