package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.answer.Responder;
import dev.kontor.discovery.answer.Response;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.routing.Admission;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.routing.Sample;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.discovery.store.RecordReader;
import dev.kontor.discovery.store.RecordStore;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A Kademlia node as a pure function of what happens to it: [#handle] takes an event and the time and returns what
/// is to be done, [#wakeAt] says when the next [Event.Tick] is due. Never throws on what others send. One thread.
public final class Node {
    private final NodeId id;
    private final Key point;
    private final Doubts doubts;
    private final RoutingTable table;
    private final SequenceMemory memory;
    private final RecordStore store;
    private final Requests requests = new Requests();
    private final Responder responder;
    private final Outgoing outgoing;
    private final PriorityNodes priority;
    private final Searches searches;
    private final Outcomes outcomes;
    private final Publisher publisher;
    private final Reachability reachability;
    private final Joining joining;
    private final Upkeep upkeep;
    private List<Effect> effects = new ArrayList<>();
    private @Nullable NodeAddress observed;
    private Instant expireAt;

    /// A node that has not met anybody yet.
    ///
    /// @param random unpredictable in production: transaction ids and tokens come from it
    public Node(VerifyKey self, RecordCheck check, HouseRules rules, RandomGenerator random, Instant now) {
        this.id = NodeId.of(self);
        this.point = Key.of(id);
        this.doubts = new Doubts(id);
        this.table = new RoutingTable(id);
        this.memory = new SequenceMemory();
        this.store = new RecordStore(id, memory, rules.policy());
        this.responder = new Responder(
                self,
                table,
                new Responder.RecordKeeping(store, check),
                rules.allowance(),
                new Responder.Beginning(random, now));
        this.reachability = new Reachability(now);
        this.outgoing = new Outgoing(new Outgoing.Asker(self, reachability), table, requests, random, this::emit);
        this.priority = new PriorityNodes(outgoing);
        Searches.Beginnings known = new Searches.Beginnings(id, table, priority);
        this.searches = new Searches(known, new RecordReader(store, memory, check), outgoing, this::emit);
        Offers offers = new Offers(outgoing);
        this.outcomes = new Outcomes(searches, offers);
        this.publisher = new Publisher(
                new Publisher.Place(id, table, priority), store, check, new Publications(random), offers, this::emit);
        this.joining = new Joining(outgoing, random, this::emit);
        this.upkeep = new Upkeep(known, outgoing, random, now);
        this.expireAt = now.plus(Tuning.EXPIRE_EVERY);
    }

    private void emit(Effect effect) {
        effects.add(effect);
    }

    public List<Effect> handle(Event event, Instant now) {
        switch (event) {
            case Event.Received(var from, Packet.Request request, int size) -> onRequest(from, request, size, now);
            case Event.Received(var from, Packet.Reply reply, var _) -> onReply(from, reply, now);
            case Event.Tick _ -> onTick(now);
            case Event.Seeds(var addresses) -> joining.seeds(addresses, now);
            case Event.Acquaintances(var publishers) -> store.acquaint(publishers);
            case Event.PriorityNodes(var addresses) -> priority.replace(addresses, now);
            case Event.Remembered(var contacts) -> contacts.forEach(contact -> consider(contact, now));
            case Event.Recalled(var sequences) -> memory.recall(sequences);
            case Event.LookUp lookUp -> onLookUp(lookUp, now);
            case Event.Publish(var records) -> publisher.publish(records, now);
            case Event.Put(var publication, var until) -> publisher.put(publication, until, now);
        }
        settle(now);
        List<Effect> done = effects;
        effects = new ArrayList<>();
        return done;
    }

    private void onLookUp(Event.LookUp asked, Instant now) {
        if (searches.isFull()) {
            emit(new Effect.LookedUp(asked.id(), Report.nothing(asked.target()), Duration.ZERO, false, List.of()));
        } else {
            searches.start(asked, new Search.Sequel.Tell(asked.id()), now);
        }
    }

    private void onRequest(NodeAddress from, Packet.Request request, int size, Instant now) {
        VerifyKey sender = request.sender();
        Contact contact = sender == null ? null : Contact.of(sender, from);
        if (contact != null && contact.id().equals(id)) {
            emit(new Effect.Dropped(from, DropReason.OURSELVES));
            return;
        }
        switch (responder.respond(from, request, size, now)) {
            case Response.Say(var reply, boolean signed) -> {
                reachability.onRequest(from, now);
                emit(new Effect.Say(from, reply, signed));
            }
            case Response.Silence(var reason) -> {
                emit(new Effect.Dropped(from, reason));
                return;
            }
        }
        if (contact != null) {
            consider(contact, now);
        }
    }

    /// A contact that we have only heard of: worth a probe if the table has use for it.
    private void consider(Contact contact, Instant now) {
        if (table.wants(contact)) {
            upkeep.probe(contact, now);
        }
    }

    private void onReply(NodeAddress from, Packet.Reply reply, Instant now) {
        Pending pending = requests.take(reply.transaction(), from).orElse(null);
        if (pending == null) {
            emit(new Effect.Dropped(from, DropReason.UNSOLICITED));
            return;
        }
        Contact contact = Doubts.contactOf(pending, from, reply.sender());
        Optional<DropReason> doubt = doubts.about(pending, contact, reply);
        if (doubt.isPresent()) {
            emit(new Effect.Dropped(from, doubt.get()));
            onSilence(pending, now);
            return;
        }
        Duration roundTrip = Duration.between(pending.sentAt(), now);
        outgoing.onRoundTrip(roundTrip);
        observed = reply.observed();
        if (pending.proofAsked()) {
            admit(contact, now);
        }
        table.onAnswer(contact, new Sample(roundTrip, reply.token()), now);
        if (pending.proofAsked() || table.isKnown(contact)) {
            publisher.onProven(contact, reply.token(), now);
        }
        onAnswer(pending, contact, reply, now);
    }

    private void admit(Contact contact, Instant now) {
        upkeep.onProven(contact, now);
        switch (table.offer(contact, now)) {
            case Admission.Added _ -> publisher.onNewcomer(now);
            case Admission.Waiting(Contact oldest) -> upkeep.probe(oldest, now);
            case Admission.Known _, Admission.Refused _ -> {}
        }
    }

    private void onAnswer(Pending pending, Contact contact, Packet.Reply reply, Instant now) {
        boolean tokenRefused = reply.answer() instanceof Answer.Refused(Refusal refusal) && refusal == Refusal.TOKEN;
        if (tokenRefused && !pending.inquiry().repeated()) {
            outgoing.ask(pending.inquiry().again(), reply.token(), now);
        } else {
            outcomes.onAnswer(pending.inquiry().purpose(), contact, reply, now);
        }
    }

    private void onSilence(Pending pending, Instant now) {
        Contact contact = pending.inquiry().contact();
        if (contact != null) {
            upkeep.onSilence(contact, now);
            outcomes.onSilence(pending.inquiry().purpose(), contact, now);
        }
    }

    private void onTick(Instant now) {
        for (Requests.Overdue overdue : requests.overdue(now)) {
            if (overdue.last()) {
                onSilence(overdue.pending(), now);
            } else {
                outcomes.onLate(overdue.pending().inquiry(), now);
            }
        }
        if (!expireAt.isAfter(now)) {
            expireAt = now.plus(Tuning.EXPIRE_EVERY);
            store.expire(now);
        }
        reachability.advance(table.size(), now);
        for (Event.LookUp due : upkeep.advance(membership() instanceof Membership.Member, now)) {
            searches.start(due, new Search.Sequel.Refresh(), now);
        }
    }

    /// Carries on with everything that the event may have moved, until nothing moves any more.
    private void settle(Instant now) {
        if (joining.advance(table.size(), now)) {
            searches.start(point, Goal.NODES, new Search.Sequel.Settle(), now.plus(Tuning.UPKEEP_DEADLINE), now);
        }
        boolean moved = true;
        while (moved) {
            List<Searches.Ended> ended = searches.ended(now);
            ended.forEach(each -> onEnded(each, now));
            boolean offered = publisher.endOffers(now);
            List<Publication> due = joining.isUnderWay() ? List.of() : publisher.due(now);
            due.forEach(publication -> searches.start(
                    publication.key(),
                    Goal.KEEPERS,
                    new Search.Sequel.Offer(publication),
                    now.plus(Tuning.UPKEEP_DEADLINE),
                    now));
            moved = !ended.isEmpty() || offered || !due.isEmpty();
        }
    }

    private void onEnded(Searches.Ended ended, Instant now) {
        Search search = ended.search();
        Report report = search.lookup().report();
        switch (search.sequel()) {
            case Search.Sequel.Tell(long asker) ->
                emit(new Effect.LookedUp(
                        asker, report, Duration.between(search.startedAt(), now), ended.inTime(), search.trace()));
            case Search.Sequel.Offer(var publication) -> publisher.offer(publication, report, now);
            case Search.Sequel.Settle _ -> {
                searches.onScattered(report);
                joining.onSettled(report.answered(), now);
            }
            case Search.Sequel.Refresh _ -> searches.onScattered(report);
        }
    }

    /// When the next tick is due.
    public Instant wakeAt() {
        return Collections.min(List.of(
                requests.nextAlarm(),
                expireAt,
                searches.nextDeadline(),
                publisher.nextDeadline(),
                joining.wakeAt(),
                upkeep.wakeAt(),
                joining.isUnderWay() ? Instant.MAX : publisher.nextDue()));
    }

    public Membership membership() {
        return joining.membership();
    }

    /// What this node promised of itself and does not keep; nothing, unless it has a defect. For tests and simulations.
    public Optional<String> violation() {
        return table.violation().or(store::violation);
    }

    public NodeId id() {
        return id;
    }

    /// The sequence numbers to remember over a restart that have come up since this was last asked.
    public List<SequenceMemory.Seen> takeSequences() {
        return memory.takeNews();
    }

    /// The contacts to remember over a restart.
    public List<Contact> contacts() {
        return table.contacts();
    }

    public NodeView view() {
        return new NodeView(
                id,
                joining.membership(),
                observed,
                table.view(),
                store.size(),
                store.strangers(),
                store.nearest(Tuning.SHOWN_RECORDS),
                publisher.standings(),
                searches.size());
    }
}
