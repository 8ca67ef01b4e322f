package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps the table true: asks unknown senders for a proof, greets contacts that were quiet for long and now and then
/// one that was lost, and says which points are to be looked up to fill buckets that nobody has touched.
final class Upkeep {
    private static final int REMEMBERED = 1_000;

    private final Key self;
    private final RoutingTable table;
    private final Outgoing outgoing;
    private final PriorityNodes priority;
    private final RandomGenerator random;
    private final LinkedHashMap<NodeAddress, Instant> probed = new LinkedHashMap<>();
    private final LostContacts lost;
    private Instant probeAt;
    private Instant refreshAt;
    private Instant neighboursAt;
    private Instant lostAt;
    private Instant reunionAt;
    private @Nullable Contact returned;

    Upkeep(Searches.Beginnings known, Outgoing outgoing, RandomGenerator random, Instant now) {
        this.self = Key.of(known.self());
        this.table = known.table();
        this.priority = known.priority();
        this.outgoing = outgoing;
        this.random = random;
        this.probeAt = now.plus(Tuning.PROBE_EVERY);
        this.refreshAt = now.plus(Tuning.REFRESH_EVERY);
        this.neighboursAt = now.plus(Tuning.NEIGHBOURS_EVERY);
        this.lost = new LostContacts(random);
        this.lostAt = now.plus(Tuning.LOST_EVERY);
        this.reunionAt = now;
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

    /// An answer was due and did not come.
    void onSilence(Contact contact, Instant now) {
        if (table.onSilence(contact, now)) {
            lost.add(contact);
        }
    }

    /// Somebody has proved to be there. Where one comes back whom we had lost there may be many: the network as that
    /// one knows it is looked at.
    void onProven(Contact contact, Instant now) {
        if (lost.remove(contact) && !reunionAt.isAfter(now)) {
            reunionAt = now.plus(Tuning.REUNION_PAUSE);
            returned = contact;
        }
    }

    /// Does what is due, and returns the look-ups to start now.
    List<Event.LookUp> advance(boolean member, Instant now) {
        priority.advance(now);
        if (!probeAt.isAfter(now)) {
            probeAt = now.plus(jittered(Tuning.PROBE_EVERY));
            greet(table.quietest(Tuning.QUIET_AFTER, now), now);
        }
        if (!lostAt.isAfter(now)) {
            lostAt = now.plus(jittered(Tuning.LOST_EVERY));
            greet(lost.any(), now);
        }
        List<Event.LookUp> lookUps = new ArrayList<>();
        if (returned != null) {
            lookUps.add(lookUp(self, new Start.Only(List.of(returned)), now));
            returned = null;
        }
        dueRefreshes(now).forEach(point -> lookUps.add(lookUp(point, new Start.Table(), now)));
        return member ? lookUps : List.of();
    }

    private void greet(Optional<Contact> somebody, Instant now) {
        somebody.ifPresent(
                contact -> outgoing.ask(new Inquiry(contact, new Question.Ping(), new Purpose.Probing()), now));
    }

    private static Event.LookUp lookUp(Key point, Start start, Instant now) {
        return new Event.LookUp(0, point, Goal.NODES, start, now.plus(Tuning.UPKEEP_DEADLINE));
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
        Instant reunion = returned == null ? Instant.MAX : reunionAt.minus(Tuning.REUNION_PAUSE);
        return Collections.min(List.of(refreshAt, neighboursAt, priority.wakeAt(), probeAt, lostAt, reunion));
    }
}
