package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Contact;
import java.time.Duration;

/// One step of a look-up: whom we asked, on which of its paths and how many nodes away, what came of it how long after
/// the look-up began, and how many contacts and genuine records the answer had.
public record Hop(Contact contact, int path, int depth, Duration after, Outcome outcome, int contacts, int records) {
    /// What came of a request.
    public enum Outcome {
        ANSWERED,
        /// Not in time; an answer may still follow.
        LATE,
        /// Not at all, or not by whom we asked.
        SILENT
    }
}
