package dev.kontor.discovery.lookup;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// What a look-up found: the newest genuine record of each publisher, and the nodes of the region that answered,
/// nearest first. `hops` is how many nodes stood between us and the farthest of those whose agreement ended it, or
/// the nearest node.
public record Report(Key target, List<KeptRecord> records, List<Answering> nearest, Count count, int hops) {
    public Report {
        records = List.copyOf(records);
        nearest = List.copyOf(nearest);
    }

    public static Report nothing(Key target) {
        return new Report(target, List.of(), List.of(), Count.NONE, 0);
    }

    /// A node that answered, with the token it gave us.
    public record Answering(Contact contact, Bytes token) {}

    /// How many nodes were asked, how many answered, and how many records proved false.
    public record Count(int asked, int answered, int falseRecords) {
        public static final Count NONE = new Count(0, 0, 0);
    }

    public int asked() {
        return count.asked();
    }

    public int answered() {
        return count.answered();
    }

    public int falseRecords() {
        return count.falseRecords();
    }
}
