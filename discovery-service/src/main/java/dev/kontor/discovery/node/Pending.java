package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that waits for its reply.
record Pending(TransactionId transaction, Inquiry inquiry, boolean proofAsked, Instant sentAt, Duration patience) {
    /// Whom we ask what, and why. `contact` is absent when we only know an address. `repeated` says that it is
    /// asked for the second time because its token had become too old.
    record Inquiry(NodeAddress to, @Nullable Contact contact, Question question, Purpose purpose, boolean repeated) {
        Inquiry(Contact contact, Question question, Purpose purpose) {
            this(contact.address(), contact, question, purpose, false);
        }

        Inquiry(NodeAddress address, Question question, Purpose purpose) {
            this(address, null, question, purpose, false);
        }

        Inquiry again() {
            return new Inquiry(to, contact, question, purpose, true);
        }
    }

    Instant lateAt() {
        return sentAt.plus(patience);
    }

    Instant silentAt() {
        return sentAt.plus(clamp(patience.multipliedBy(4), Tuning.SILENT_AFTER_LEAST, Tuning.SILENT_AFTER_MOST));
    }

    static Duration clamp(Duration value, Duration least, Duration most) {
        Duration raised = value.compareTo(least) < 0 ? least : value;
        return raised.compareTo(most) > 0 ? most : raised;
    }
}
