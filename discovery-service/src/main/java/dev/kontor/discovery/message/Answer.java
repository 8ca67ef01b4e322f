package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// What a reply says.
public sealed interface Answer {
    record Pong() implements Answer {}

    /// The nearest contacts the replier knows (as many as fit) and the records it keeps; `more` says that there are
    /// further records behind the last one.
    record Found(List<Contact> contacts, List<Bytes> records, boolean more) implements Answer {
        public Found {
            contacts = List.copyOf(contacts);
            records = List.copyOf(records);
        }
    }

    record Stored() implements Answer {}

    record Refused(Refusal refusal) implements Answer {}
}
