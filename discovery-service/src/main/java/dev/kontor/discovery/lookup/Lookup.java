package dev.kontor.discovery.lookup;

import dev.kontor.discovery.lookup.Candidate.State;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An iterative look-up (Kademlia §2.3): ask the nearest contacts we know for nearer ones until the nearest `k` have
/// all
/// answered, or enough of them had what we want.
///
/// ```text
/// Fresh --next()--> Asked --onAnswer()--> Answered
///                     | onLate()              ^
///                     v                       |
///                   Late ------onAnswer()-----+
///                     | onSilence()
///                     v
///                   Silent
/// ```
///
/// Three requests are under way at a time; a late one no longer counts, and each late or silent contact widens the
/// search
/// by one, up to ten. Bounded: at most 100 candidates are remembered. One thread; the owner sends, times and verifies.
public final class Lookup {
    /// Specification of Kademlia: requests under way at a time.
    static final int ALPHA = 3;
    /// Our choice.
    static final int WIDEST = 10;

    static final int CANDIDATES = 100;
    /// Our choice: so many answers outweigh a late one.
    static final int ENOUGH = RoutingTable.K / 2;

    private final Key target;
    private final Goal goal;
    private final NodeId self;
    private final NavigableMap<Key, Candidate> byDistance = new TreeMap<>(Key::compareUnsigned);
    private final Findings findings = new Findings();
    private int asked;
    private int answered;
    private int disappointments;
    private int falseRecords;
    private int pages;
    private int pagesAsked;
    private int chains;
    private int hops = -1;

    public Lookup(Key target, Goal goal, NodeId self, List<Contact> seeds) {
        this.target = target;
        this.goal = goal;
        this.self = self;
        seeds.forEach(seed -> hear(seed, 1));
    }

    public Key target() {
        return target;
    }

    public Goal goal() {
        return goal;
    }

    /// The contacts to ask now. They count as asked from here on.
    public List<Contact> next() {
        List<Contact> next = new ArrayList<>();
        int free = Math.min(ALPHA + disappointments, WIDEST) - count(State.Asked.class);
        while (next.size() < free && !isSatisfied()) {
            Candidate candidate = nearestFresh();
            if (candidate == null) {
                break;
            }
            put(candidate.with(new State.Asked()));
            next.add(candidate.contact());
            asked++;
        }
        return next;
    }

    private @Nullable Candidate nearestFresh() {
        int rank = 0;
        for (Candidate candidate : byDistance.values()) {
            if (candidate.state() instanceof State.Fresh) {
                return candidate;
            }
            rank += candidate.isPromising() ? 1 : 0;
            if (rank == RoutingTable.K) {
                return null;
            }
        }
        return null;
    }

    /// A contact answered with a token and with contacts that it holds to be nearer.
    public void onAnswer(NodeId from, Bytes token, List<Contact> heard) {
        Candidate candidate = byDistance.get(distance(from));
        if (candidate == null || candidate.state() instanceof State.Answered) {
            return;
        }
        put(candidate.with(new State.Answered(token)));
        answered++;
        heard.forEach(contact -> hear(contact, candidate.depth() + 1));
    }

    /// A record that proved genuine, from a node that has just answered, or from our own store.
    public void onRecord(NodeId witness, KeptRecord record) {
        findings.add(witness, record);
        Candidate candidate = byDistance.get(distance(witness));
        if (hops < 0) {
            hops = candidate == null ? 0 : candidate.depth();
        }
    }

    public void onFalseRecord() {
        falseRecords++;
    }

    /// A node has more records than fit in one answer, and was asked for the rest.
    public void onPageAsked() {
        pages++;
        pagesAsked++;
    }

    /// Another node is about to be asked for pages; returns how many were before it.
    public int onChain() {
        return chains++;
    }

    public int chains() {
        return chains;
    }

    public int pagesAsked() {
        return pagesAsked;
    }

    public void onPageEnded() {
        pages--;
    }

    public void onLate(NodeId from) {
        Candidate candidate = byDistance.get(distance(from));
        if (candidate != null && candidate.state() instanceof State.Asked) {
            put(candidate.with(new State.Late()));
            disappointments++;
        }
    }

    public void onSilence(NodeId from) {
        onLate(from);
        Candidate candidate = byDistance.get(distance(from));
        if (candidate != null && candidate.state() instanceof State.Late) {
            put(candidate.with(new State.Silent()));
        }
    }

    /// Whether there is nothing left to ask or to wait for.
    public boolean ended() {
        if (isSatisfied()) {
            return true;
        }
        boolean waiting = count(State.Asked.class) > 0 || pages > 0;
        boolean worthWaiting = answered < ENOUGH && count(State.Late.class) > 0;
        return !waiting && !worthWaiting && nearestFresh() == null;
    }

    private boolean isSatisfied() {
        return findings.witnesses() >= goal.quorum();
    }

    public Report report() {
        List<Report.Answering> nearest = new ArrayList<>();
        for (Candidate candidate : byDistance.values()) {
            if (candidate.state() instanceof State.Answered(Bytes token) && nearest.size() < RoutingTable.K) {
                nearest.add(new Report.Answering(candidate.contact(), token));
            }
        }
        int depth = hops >= 0 || nearest.isEmpty()
                ? Math.max(0, hops)
                : depthOf(nearest.getFirst().contact().id());
        return new Report(target, findings.records(), nearest, asked, answered, falseRecords, depth);
    }

    private int depthOf(NodeId id) {
        Candidate candidate = byDistance.get(distance(id));
        return candidate == null ? 0 : candidate.depth();
    }

    private void hear(Contact contact, int depth) {
        if (contact.id().equals(self)) {
            return;
        }
        byDistance.putIfAbsent(distance(contact.id()), new Candidate(contact, depth, new State.Fresh()));
        if (byDistance.size() > CANDIDATES) {
            byDistance.descendingMap().entrySet().stream()
                    .filter(entry -> entry.getValue().state() instanceof State.Fresh)
                    .findFirst()
                    .ifPresent(farthest -> byDistance.remove(farthest.getKey()));
        }
    }

    private void put(Candidate candidate) {
        byDistance.put(distance(candidate.contact().id()), candidate);
    }

    private int count(Class<? extends State> state) {
        int count = 0;
        for (Candidate candidate : byDistance.values()) {
            count += state.isInstance(candidate.state()) ? 1 : 0;
        }
        return count;
    }

    private Key distance(NodeId id) {
        return target.distanceTo(Key.of(id));
    }
}
