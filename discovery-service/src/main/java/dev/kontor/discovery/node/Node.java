package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.answer.Responder;
import dev.kontor.discovery.answer.Response;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Proof;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.routing.Admission;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.routing.Sample;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.Keeping;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.discovery.store.RecordReader;
import dev.kontor.discovery.store.RecordStore;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Kademlia node as a pure function of what happens to it: [#handle] takes an event and the time and returns what is
/// to
/// be done, [#wakeAt] says when the next [Event.Tick] is due. Never throws on what others send. One thread.
public final class Node {
    private static final int SHOWN_RECORDS = 100;

    private final NodeId id;
    private final Key point;
    private final RoutingTable table;
    private final RecordStore store;
    private final RecordCheck check;
    private final Requests requests = new Requests();
    private final Responder responder;
    private final Outgoing outgoing;
    private final Searches searches;
    private final Offers offers;
    private final Outcomes outcomes;
    private final Publications publications;
    private final Joining joining;
    private final Upkeep upkeep;
    private List<Effect> effects = new ArrayList<>();
    private @Nullable NodeAddress observed;
    private Instant expireAt;

    /// A node that has not met anybody yet.
    ///
    /// @param random unpredictable in production: transaction ids and tokens come from it
    public Node(VerifyKey self, RecordCheck check, Allowance allowance, RandomGenerator random, Instant now) {
        this.id = NodeId.of(self);
        this.point = Key.of(id);
        this.check = check;
        this.table = new RoutingTable(id);
        SequenceMemory memory = new SequenceMemory();
        this.store = new RecordStore(id, memory);
        this.responder = new Responder(
                self,
                table,
                new Responder.RecordKeeping(store, check),
                allowance,
                new Responder.Beginning(random, now));
        this.outgoing = new Outgoing(self, table, requests, random, this::emit);
        this.searches = new Searches(id, table, new RecordReader(store, memory, check), outgoing, this::emit);
        this.offers = new Offers(outgoing);
        this.outcomes = new Outcomes(searches, offers);
        this.publications = new Publications(random);
        this.joining = new Joining(outgoing, random, this::emit);
        this.upkeep = new Upkeep(point, table, outgoing, random, now);
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
            case Event.Remembered(var contacts) -> contacts.forEach(contact -> consider(contact, now));
            case Event.LookUp lookUp -> onLookUp(lookUp, now);
            case Event.Publish(var records) -> publications.replace(records, now);
        }
        settle(now);
        List<Effect> done = effects;
        effects = new ArrayList<>();
        return done;
    }

    private void onLookUp(Event.LookUp asked, Instant now) {
        if (searches.isFull()) {
            Report nothing = new Report(asked.target(), List.of(), List.of(), 0, 0, 0, 0);
            emit(new Effect.LookedUp(asked.id(), nothing, Duration.ZERO, false));
            return;
        }
        Search.Sequel tell = new Search.Sequel.Tell(asked.id());
        searches.start(asked.target(), asked.goal(), tell, asked.deadline(), now);
    }

    private void onRequest(NodeAddress from, Packet.Request request, int size, Instant now) {
        VerifyKey sender = request.sender();
        Contact contact = sender == null ? null : Contact.of(sender, from);
        if (contact != null && contact.id().equals(id)) {
            emit(new Effect.Dropped(from, DropReason.OURSELVES));
            return;
        }
        switch (responder.respond(from, request, size, now)) {
            case Response.Say(var reply, boolean signed) -> emit(new Effect.Say(from, reply, signed));
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
        Optional<Pending> taken = requests.take(reply.transaction(), from);
        if (taken.isEmpty()) {
            emit(new Effect.Dropped(from, DropReason.UNSOLICITED));
            return;
        }
        Pending pending = taken.get();
        Contact contact = Contact.of(reply.sender(), from);
        Optional<DropReason> doubt = doubt(pending, contact, reply);
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
        onAnswer(pending, contact, reply, now);
    }

    private Optional<DropReason> doubt(Pending pending, Contact contact, Packet.Reply reply) {
        Contact expected = pending.inquiry().contact();
        if (contact.id().equals(id)) {
            return Optional.of(DropReason.OURSELVES);
        }
        if (expected != null && !expected.id().equals(contact.id())) {
            return Optional.of(DropReason.IMPOSTOR);
        }
        Proof proof = reply.proof();
        boolean proven = !pending.proofAsked() || (proof != null && proof.holds(reply.sender()));
        return proven ? Optional.empty() : Optional.of(DropReason.UNPROVEN);
    }

    private void admit(Contact contact, Instant now) {
        switch (table.offer(contact, now)) {
            case Admission.Added _ -> publications.onNewcomer(now);
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
            table.onSilence(contact, now);
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
        for (Key target : upkeep.advance(isMember(), now)) {
            searches.start(target, Goal.NODES, new Search.Sequel.Refresh(), now.plus(Tuning.UPKEEP_DEADLINE), now);
        }
    }

    /// Carries on with everything that the event may have moved.
    private void settle(Instant now) {
        if (joining.advance(table.size(), now)) {
            searches.start(point, Goal.NODES, new Search.Sequel.Settle(), now.plus(Tuning.UPKEEP_DEADLINE), now);
        }
        for (Publication publication : publications.due(now)) {
            Search.Sequel offer = new Search.Sequel.Offer(publication);
            searches.start(publication.key(), Goal.NODES, offer, now.plus(Tuning.UPKEEP_DEADLINE), now);
        }
        searches.ended(now).forEach(ended -> onEnded(ended, now));
        for (Offers.Offer offer : offers.ended(now)) {
            publications.onOffered(offer.publication(), offer.copies(), now);
            emit(new Effect.Published(offer.publication().key(), offer.copies(), offer.offered()));
        }
    }

    private void onEnded(Searches.Ended ended, Instant now) {
        Search search = ended.search();
        Report report = search.lookup().report();
        switch (search.sequel()) {
            case Search.Sequel.Tell(long asker) ->
                emit(new Effect.LookedUp(asker, report, Duration.between(search.startedAt(), now), ended.inTime()));
            case Search.Sequel.Offer(var publication) ->
                offers.start(publication, report.nearest(), keepsItself(publication, now), now);
            case Search.Sequel.Settle _ -> joining.onSettled(report.answered(), now);
            case Search.Sequel.Refresh _ -> {}
        }
    }

    /// We are a keeper like any other, when we are near enough.
    private boolean keepsItself(Publication publication, Instant now) {
        List<Contact> nearest = table.closest(publication.key(), RoutingTable.K);
        boolean near = nearest.size() < RoutingTable.K
                || publication.key().compareDistance(point, nearest.getLast().point()) < 0;
        return near
                && check.check(publication.key(), publication.signed(), now) instanceof Checked.Genuine(var record)
                && store.keep(record).compareTo(Keeping.SAME) <= 0;
    }

    private boolean isMember() {
        return joining.membership() instanceof Membership.Member;
    }

    /// When the next tick is due.
    public Instant wakeAt() {
        return Stream.of(
                        requests.nextAlarm(),
                        searches.nextDeadline(),
                        offers.nextDeadline(),
                        publications.nextDue(),
                        joining.wakeAt(),
                        upkeep.wakeAt(),
                        expireAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    public Membership membership() {
        return joining.membership();
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
                store.nearest(SHOWN_RECORDS),
                publications.standings(),
                searches.size());
    }
}
