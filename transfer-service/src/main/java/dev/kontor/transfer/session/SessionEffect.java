package dev.kontor.transfer.session;

import java.time.Duration;
import java.util.List;

/// What the shell is to do.
public sealed interface SessionEffect {
    /// Open one more connection to the holder after the delay, and report it as Joined or Left under the number
    /// `source`.
    record Connect(int source, int holder, Duration delay) implements SessionEffect {}

    record Ask(int source, List<Integer> pieces) implements SessionEffect {
        public Ask {
            pieces = List.copyOf(pieces);
        }
    }

    /// Close the connection; the session has forgotten it already.
    record Drop(int source, String reason) implements SessionEffect {}

    /// The connection is not needed any more, by no fault of its own; the session has forgotten it already.
    ///
    /// @param owing whether pieces that were asked for are still on their way
    record Release(int source, boolean owing) implements SessionEffect {}

    /// Make these verified pieces durable together and report them as Stored.
    record Commit(List<Integer> pieces) implements SessionEffect {
        public Commit {
            pieces = List.copyOf(pieces);
        }
    }

    /// The session is over; no effect follows this one.
    record Finished(Outcome outcome) implements SessionEffect {}

    /// How a session ends.
    sealed interface Outcome {}

    /// All pieces are durable.
    record Complete() implements Outcome {}

    /// The source refuses, by this rule.
    record Refused(String rule, String detail) implements Outcome {}

    /// The source replaced the snapshot: ask for the latest.
    record Superseded() implements Outcome {}

    /// Somebody paused it: what was verified is durable, and the next session goes on from there.
    record Paused() implements Outcome {}

    /// It cannot be done now: for people, what was tried and what went wrong last.
    record Failed(String slug, String reason) implements Outcome {}
}
