package dev.kontor.identity.pairing;

import java.util.List;

/// What comes of an event.
public sealed interface Step {
    /// Remember this, then say that. The pairing may be as it was, when only something has to be said again.
    record Taken(Pairing pairing, List<Body> say) implements Step {
        public Taken {
            say = List.copyOf(say);
        }
    }

    /// Nothing comes of a remote message: a duplicate, or one that does not fit.
    record Ignored(String why) implements Step {}

    /// Our admin wants what this state does not allow.
    record NotAllowed(State state, Command command, String why) implements Step {}
}
