package dev.kontor.discovery.node;

import dev.kontor.discovery.routing.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Contacts that fell silent and had to leave the table. Some of them are not gone but out of reach: when the network
/// was divided for so long that each part has forgotten the other, they are all that leads back. When there are too
/// many a newcomer takes the place of any, so that some of long ago remain however many come and go.
final class LostContacts {
    private final RandomGenerator random;
    private final List<Contact> lost = new ArrayList<>(0);

    LostContacts(RandomGenerator random) {
        this.random = random;
    }

    void add(Contact contact) {
        lost.removeIf(other -> other.id().equals(contact.id()));
        if (lost.size() < Tuning.LOST_CONTACTS) {
            lost.add(contact);
        } else {
            lost.set(random.nextInt(lost.size()), contact);
        }
    }

    Optional<Contact> any() {
        return lost.isEmpty() ? Optional.empty() : Optional.of(lost.get(random.nextInt(lost.size())));
    }

    /// It is there again. Returns whether it was lost.
    boolean remove(Contact contact) {
        return lost.removeIf(other -> other.id().equals(contact.id()));
    }
}
