package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Contact;
import java.util.List;

/// Where a look-up begins.
public sealed interface Start {
    /// With the nearest contacts of the table.
    record Table() implements Start {}

    /// With these besides, because they may well know: a partner's own node is asked for the partner's record first.
    record With(List<Contact> contacts) implements Start {}

    /// With these and no others, to see the network as they see it.
    record Only(List<Contact> contacts) implements Start {}
}
