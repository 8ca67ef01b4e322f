package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Lookup;
import dev.kontor.discovery.routing.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A look-up under way, and what is to happen when it ends.
record Search(long id, Lookup lookup, Sequel sequel, Instant startedAt, Instant deadline, List<Hop> trace) {
    /// Our choice: steps of a look-up that are told; it asks no more nodes than that, but some are late first.
    private static final int TOLD = 200;

    Search(long id, Lookup lookup, Sequel sequel, Instant startedAt, Instant deadline) {
        this(id, lookup, sequel, startedAt, deadline, new ArrayList<>(0));
    }

    /// Notes a step, when somebody wants to be told.
    void note(Contact contact, Hop.Outcome outcome, int contacts, int records, Instant now) {
        if (sequel instanceof Sequel.Tell && trace.size() < TOLD) {
            Duration after = Duration.between(startedAt, now);
            trace.add(new Hop(
                    contact,
                    lookup.pathOf(contact.id()),
                    lookup.depthOf(contact.id()),
                    after,
                    outcome,
                    contacts,
                    records));
        }
    }

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
