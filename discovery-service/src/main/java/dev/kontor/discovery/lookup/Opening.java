package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.Contact;
import java.util.List;

/// Whom a look-up starts from, dealt to its paths in turn.
///
/// @param trusted who is asked before all others, because they keep the record wherever their ids lie
public record Opening(List<Contact> trusted, List<Contact> nearest) {
    public Opening {
        trusted = List.copyOf(trusted);
        nearest = List.copyOf(nearest);
    }
}
