package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// What a look-up found: the newest genuine record of each publisher, and the nearest nodes that answered, nearest
/// first. `hops` is how many nodes stood between us and the one that had the first record, or the nearest node.
public record Report(
        Key target,
        List<KeptRecord> records,
        List<Answering> nearest,
        int asked,
        int answered,
        int falseRecords,
        int hops) {
    public Report {
        records = List.copyOf(records);
        nearest = List.copyOf(nearest);
    }

    /// A node that answered, with the token it gave us.
    public record Answering(Contact contact, Bytes token) {}
}
