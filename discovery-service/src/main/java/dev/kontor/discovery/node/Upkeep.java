package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Keeps the table true: asks unknown senders for a proof, greets contacts that were quiet for long, and says which
/// points are to be looked up to fill buckets that nobody has touched.
final class Upkeep {
    private static final int REMEMBERED = 1_000;

    private final Key self;
    private final RoutingTable table;
    private final Outgoing outgoing;
    private final PriorityNodes priority;
    private final RandomGenerator random;
    private final LinkedHashMap<NodeAddress, Instant> probed = new LinkedHashMap<>();
    private Instant probeAt;
    private Instant refreshAt;
    private Instant neighboursAt;

    Upkeep(Searches.Beginnings known, Outgoing outgoing, RandomGenerator random, Instant now) {
        this.self = Key.of(known.self());
        this.table = known.table();
        this.priority = known.priority();
        this.outgoing = outgoing;
        this.random = random;
        this.probeAt = now.plus(Tuning.PROBE_EVERY);
        this.refreshAt = now.plus(Tuning.REFRESH_EVERY);
        this.neighboursAt = now.plus(Tuning.NEIGHBOURS_EVERY);
    }

    /// Somebody who may be worth knowing: asks for a proof, unless that was done a moment ago.
    void probe(Contact contact, Instant now) {
        forget(now);
        if (probed.size() < REMEMBERED && !probed.containsKey(contact.address())) {
            probed.put(contact.address(), now);
            outgoing.ask(new Inquiry(contact, new Question.Ping(), new Purpose.Probing()), now);
        }
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(Tuning.PROBE_PAUSE);
        while (!probed.isEmpty() && !probed.firstEntry().getValue().isAfter(oldest)) {
            probed.pollFirstEntry();
        }
    }

    /// Does what is due, and returns the points to look up now.
    List<Key> advance(boolean member, Instant now) {
        priority.advance(now);
        if (!probeAt.isAfter(now)) {
            probeAt = now.plus(jittered(Tuning.PROBE_EVERY));
            Optional<Contact> quiet = table.quietest(Tuning.QUIET_AFTER, now);
            quiet.ifPresent(
                    contact -> outgoing.ask(new Inquiry(contact, new Question.Ping(), new Purpose.Probing()), now));
        }
        List<Key> points = dueRefreshes(now);
        return member ? points : List.of();
    }

    private List<Key> dueRefreshes(Instant now) {
        List<Key> points = new ArrayList<>();
        if (!neighboursAt.isAfter(now)) {
            neighboursAt = now.plus(jittered(Tuning.NEIGHBOURS_EVERY));
            points.add(self);
        }
        if (!refreshAt.isAfter(now)) {
            refreshAt = now.plus(jittered(Tuning.REFRESH_EVERY));
            table.staleBuckets(Tuning.BUCKET_STALE_AFTER, now).stream()
                    .findFirst()
                    .ifPresent(prefix -> points.add(self.randomAt(prefix, random)));
        }
        return points;
    }

    private Duration jittered(Duration duration) {
        return Publications.jittered(duration, random);
    }

    Instant wakeAt() {
        Instant first = refreshAt.isBefore(neighboursAt) ? refreshAt : neighboursAt;
        Instant greetAt = priority.wakeAt().isBefore(probeAt) ? priority.wakeAt() : probeAt;
        return first.isBefore(greetAt) ? first : greetAt;
    }
}
