package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// A contact in the course of one look-up; `depth` counts how many nodes told us about it, one after another, and
/// `path` is the one that it was first heard of on. Mutable, owned by one look-up.
///
/// ```text
/// FRESH --next()--> ASKED --onAnswer()--> ANSWERED
///                     | onLate()              ^
///                     v                       |
///                   LATE ------onAnswer()-----+
///                     | onSilence()
///                     v
///                   SILENT
/// ```
final class Candidate {
    enum State {
        FRESH,
        ASKED,
        /// Asked, and the answer is overdue: no longer in the way of others, but still welcome.
        LATE,
        ANSWERED,
        SILENT,
        /// Too many of its subnet were asked.
        CROWDED
    }

    private Contact contact;
    private int path;
    private int depth;
    private State state = State.FRESH;
    private @Nullable Bytes token;
    private @Nullable Candidate alternate;
    private boolean trusted;

    Candidate(Contact contact, int path, int depth) {
        this.contact = contact;
        this.path = path;
        this.depth = depth;
    }

    /// It keeps the record wherever its id lies.
    Candidate trust() {
        trusted = true;
        return this;
    }

    boolean isTrusted() {
        return trusted;
    }

    /// Another path says that the same node is at another address: tried when the first one leads nowhere, so that a
    /// liar cannot hide a node behind a false address.
    void alsoHeard(Contact other, int otherPath, int otherDepth) {
        if (alternate == null
                && state != State.ANSWERED
                && otherPath != path
                && !other.address().equals(contact.address())) {
            alternate = new Candidate(other, otherPath, otherDepth);
        }
    }

    void ask() {
        state = State.ASKED;
    }

    void crowd() {
        state = State.CROWDED;
    }

    void answer(Bytes given) {
        state = State.ANSWERED;
        token = given;
    }

    /// Returns true when there is another address to try.
    boolean lapse(State next) {
        Candidate other = alternate;
        if (other == null) {
            state = next;
            return false;
        }
        contact = other.contact;
        path = other.path;
        depth = other.depth;
        state = State.FRESH;
        alternate = null;
        return true;
    }

    /// Whether it counts among the nearest: it has not let us down so far.
    boolean isPromising() {
        return state == State.FRESH || state == State.ASKED || state == State.ANSWERED;
    }

    Contact contact() {
        return contact;
    }

    Key point() {
        return contact.point();
    }

    int path() {
        return path;
    }

    int depth() {
        return depth;
    }

    State state() {
        return state;
    }

    @Nullable
    Bytes token() {
        return token;
    }
}
