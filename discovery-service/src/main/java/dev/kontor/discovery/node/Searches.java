package dev.kontor.discovery.node;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Lookup;
import dev.kontor.discovery.lookup.Opening;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.Region;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.RecordReader;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs the look-ups: sends what each wants to ask, checks every record as a reader, and says when one has ended.
final class Searches {
    /// A look-up that is over; `inTime` unless the deadline ended it.
    record Ended(Search search, boolean inTime) {}

    private final NodeId self;
    private final RoutingTable table;
    private final RecordReader records;
    private final Outgoing outgoing;
    private final Consumer<Effect> effects;
    private final Map<Long, Search> running = new LinkedHashMap<>();
    private final PriorityNodes priority;
    private final Density density = new Density();
    private long lastId;

    /// Where look-ups begin.
    record Beginnings(NodeId self, RoutingTable table, PriorityNodes priority) {}

    Searches(Beginnings beginnings, RecordReader records, Outgoing outgoing, Consumer<Effect> effects) {
        this.self = beginnings.self();
        this.table = beginnings.table();
        this.records = records;
        this.outgoing = outgoing;
        this.effects = effects;
        this.priority = beginnings.priority();
    }

    boolean isFull() {
        return running.size() >= Tuning.LOOKUPS;
    }

    void start(Key target, Goal goal, Search.Sequel sequel, Instant deadline, Instant now) {
        start(new Event.LookUp(0, target, goal, deadline), sequel, now);
    }

    void start(Event.LookUp asked, Search.Sequel sequel, Instant now) {
        Key target = asked.target();
        Goal goal = asked.goal();
        table.touch(target, now);
        Lookup lookup = new Lookup(target, goal, density.region(), self, opening(asked, now));
        if (goal.records()) {
            records.own(target, now).forEach(record -> lookup.onRecord(self, record));
        }
        Search search = new Search(++lastId, lookup, sequel, now, asked.deadline());
        running.put(search.id(), search);
        advance(search, now);
    }

    private Opening opening(Event.LookUp asked, Instant now) {
        List<Contact> nearest = table.closest(asked.target(), RoutingTable.K);
        List<Contact> trusted = asked.goal().records() ? priority.contactsFor(asked.target(), now) : List.of();
        return switch (asked.start()) {
            case Start.Table _ -> new Opening(trusted, nearest);
            case Start.Only(var contacts) -> new Opening(List.of(), contacts);
            case Start.With(var contacts) -> new Opening(joined(contacts, trusted), nearest);
        };
    }

    private static List<Contact> joined(List<Contact> some, List<Contact> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    void onFound(long id, Heard heard, Instant now) {
        Search search = running.get(id);
        if (search == null) {
            return;
        }
        search.lookup().onAnswer(heard.from().id(), heard.token(), heard.found().contacts());
        int genuine = read(search, heard, now);
        search.note(heard.from(), Hop.Outcome.ANSWERED, heard.found().contacts().size(), genuine, now);
        beginPages(search, heard, now);
        advance(search, now);
    }

    /// A page that was asked for has come.
    void onPage(Purpose.Paging paging, Heard heard, Instant now) {
        Search search = running.get(paging.lookup());
        if (search == null) {
            return;
        }
        search.lookup().pages().onEnded();
        read(search, heard, now);
        turnPage(search, paging, heard, now);
        advance(search, now);
    }

    /// Only two keepers are asked for a page, so a lost datagram must not lose it: it is asked for once more.
    void onPageLate(long id, Inquiry inquiry, Instant now) {
        Search search = running.get(id);
        if (search != null && !inquiry.repeated() && search.lookup().pages().asked() < Tuning.PAGES) {
            search.lookup().pages().onAsked();
            outgoing.ask(inquiry.again(), now);
        }
    }

    void onPageLost(long id, Instant now) {
        Search search = running.get(id);
        if (search != null) {
            search.lookup().pages().onEnded();
            advance(search, now);
        }
    }

    void onLate(long id, Contact contact, Instant now) {
        Search search = running.get(id);
        if (search != null) {
            search.note(contact, Hop.Outcome.LATE, 0, 0, now);
            search.lookup().onLate(contact.id());
            advance(search, now);
        }
    }

    void onSilence(long id, Contact contact, Instant now) {
        Search search = running.get(id);
        if (search != null) {
            search.note(contact, Hop.Outcome.SILENT, 0, 0, now);
            search.lookup().onSilence(contact.id());
            advance(search, now);
        }
    }

    private int read(Search search, Heard heard, Instant now) {
        int genuine = 0;
        for (Bytes signed : heard.found().records()) {
            switch (records.read(search.lookup().target(), signed, now)) {
                case Checked.Genuine(KeptRecord record)
                when records.isNewest(record) -> {
                    search.lookup().onRecord(heard.from().id(), record);
                    genuine++;
                }
                case Checked.Genuine _ -> drop(search, heard, DropReason.ROLLED_BACK);
                case Checked.False _ -> drop(search, heard, DropReason.FALSE_RECORD);
            }
        }
        return genuine;
    }

    private void drop(Search search, Heard heard, DropReason reason) {
        search.lookup().onFalseRecord();
        effects.accept(new Effect.Dropped(heard.from().address(), reason));
    }

    /// The first answer of a keeper that has more than fits: it is asked for a quarter of all.
    private void beginPages(Search search, Heard heard, Instant now) {
        boolean wanted = search.lookup().goal().records() && heard.found().more();
        if (wanted && search.lookup().pages().chains() < Tuning.CHAINS) {
            Quarter quarter = new Quarter(search.lookup().pages().onChain() % Quarter.COUNT);
            askPage(search, new Purpose.Paging(search.id(), quarter), heard, quarter.edge(), now);
        }
    }

    private void turnPage(Search search, Purpose.Paging paging, Heard heard, Instant now) {
        List<Bytes> page = heard.found().records();
        if (heard.found().more() && !page.isEmpty() && search.lookup().pages().asked() < Tuning.PAGES) {
            records.publisherOf(search.lookup().target(), page.getLast(), now)
                    .filter(paging.quarter()::contains)
                    .ifPresent(publisher -> askPage(search, paging, heard, publisher, now));
        }
    }

    private void askPage(Search search, Purpose.Paging paging, Heard heard, Bytes after, Instant now) {
        search.lookup().pages().onAsked();
        Question next = new Question.Find(search.lookup().target(), true, after);
        outgoing.ask(new Inquiry(heard.from(), next, paging), heard.token(), now);
    }

    private void advance(Search search, Instant now) {
        Lookup lookup = search.lookup();
        for (Contact contact : lookup.next()) {
            Question question = new Question.Find(lookup.target(), lookup.goal().records(), null);
            outgoing.ask(new Inquiry(contact, question, new Purpose.Searching(search.id())), now);
        }
    }

    /// Takes out the look-ups that have ended.
    List<Ended> ended(Instant now) {
        if (running.isEmpty()) {
            return List.of();
        }
        List<Ended> ended = new ArrayList<>();
        running.values().removeIf(search -> {
            boolean inTime = search.lookup().ended();
            boolean over = inTime || !search.deadline().isAfter(now);
            if (over) {
                ended.add(new Ended(search, inTime));
            }
            return over;
        });
        return ended;
    }

    /// A look-up of a scattered point tells how densely the network is populated.
    void onScattered(Report report) {
        density.onLookedUp(report);
    }

    Region region() {
        return density.region();
    }

    Instant nextDeadline() {
        Instant first = Instant.MAX;
        for (Search search : running.values()) {
            first = search.deadline().isBefore(first) ? search.deadline() : first;
        }
        return first;
    }

    int size() {
        return running.size();
    }
}
