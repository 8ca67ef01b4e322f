package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.wire.bytes.Bytes;

/// A contact in the course of one look-up; `depth` counts how many nodes told us about it, one after another.
record Candidate(Contact contact, int depth, State state) {
    sealed interface State {
        record Fresh() implements State {}

        record Asked() implements State {}

        /// Asked, and the answer is overdue: no longer in the way of others, but still welcome.
        record Late() implements State {}

        record Answered(Bytes token) implements State {}

        record Silent() implements State {}
    }

    Candidate with(State next) {
        return new Candidate(contact, depth, next);
    }

    /// Whether it counts among the nearest: it has not let us down so far.
    boolean isPromising() {
        return switch (state) {
            case State.Fresh _, State.Asked _, State.Answered _ -> true;
            case State.Late _, State.Silent _ -> false;
        };
    }
}
