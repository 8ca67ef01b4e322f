package dev.kontor.discovery.lookup;

import dev.kontor.discovery.lookup.Candidate.State;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.Region;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.routing.SubnetCount;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An iterative look-up (Kademlia §2.3) over disjoint paths (S/Kademlia §4.4): ask the nearest contacts we know for
/// nearer ones until all of the region around the target have answered, or enough of them had what we want. Every node
/// is asked on one path only, the one that first heard of it, so a liar spoils his own path and no other.
///
/// Three requests are under way at a time, with more paths one on each; a late one no longer counts, and each late or
/// silent contact widens its path by one, up to a bound. Of one subnet at most two nodes are asked. One thread; the
/// owner sends, times and verifies.
public final class Lookup {
    /// Specification: requests under way at a time.
    static final int ALPHA = 3;
    /// Our choice: requests under way on all paths after disappointments.
    static final int WIDEST = 10;

    /// Our choice: candidates remembered on all paths, and requests in all.
    static final int CANDIDATES = 160;

    static final int REQUESTS = 120;
    /// Our choice: so many answers outweigh a late one.
    static final int ENOUGH = RoutingTable.K / 2;
    /// Specification: nodes of one subnet that are asked.
    static final int SUBNET = 2;

    private final Key target;
    private final Goal goal;
    private final NodeId self;
    private final Region region;
    private final List<Path> paths = new ArrayList<>();
    private final NavigableMap<Key, Candidate> byDistance = new TreeMap<>(Key::compareUnsigned);
    private final SubnetCount subnets = new SubnetCount();
    private final Findings findings = new Findings();
    private final Pages pages = new Pages();
    private int asked;
    private int open;
    private int late;
    private int answered;
    private int falseRecords;
    private boolean satisfied;
    private int hops = -1;

    /// A look-up that starts from the nearest contacts that are known.
    public Lookup(Key target, Goal goal, Region region, NodeId self, List<Contact> nearest) {
        this(target, goal, region, self, new Opening(List.of(), nearest));
    }

    public Lookup(Key target, Goal goal, Region region, NodeId self, Opening opening) {
        this.target = target;
        this.goal = goal;
        this.region = region;
        this.self = self;
        List<Contact> trusted = opening.trusted();
        List<Contact> nearest = opening.nearest();
        int count = Math.max(1, Math.min(goal.paths(), trusted.size() + nearest.size()));
        for (int i = 0; i < count; i++) {
            paths.add(new Path(count));
        }
        for (int i = 0; i < trusted.size(); i++) {
            hear(trusted.get(i), i % count, 1);
            Candidate candidate =
                    byDistance.get(target.distanceTo(trusted.get(i).point()));
            if (candidate != null) {
                paths.get(candidate.path()).beginWith(candidate.trust());
            }
        }
        for (int i = 0; i < nearest.size(); i++) {
            hear(nearest.get(i), (trusted.size() + i) % count, 1);
        }
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
        for (int path = 0; path < paths.size(); path++) {
            while (paths.get(path).hasRoom() && !satisfied && asked < REQUESTS) {
                Candidate candidate = nearestFresh(path);
                if (candidate == null) {
                    break;
                }
                ask(candidate);
                next.add(candidate.contact());
            }
        }
        return next;
    }

    private void ask(Candidate candidate) {
        candidate.ask();
        subnets.add(candidate.contact().address());
        paths.get(candidate.path()).onAsked();
        asked++;
        open++;
    }

    /// The nearest contact of a path that is worth asking: among the nearest in all, in the region, or among the
    /// nearest of its own path, so that contacts that somebody has made up on another path do not crowd it out.
    private @Nullable Candidate nearestFresh(int path) {
        Candidate first = paths.get(path).first();
        if (first != null) {
            return first;
        }
        int rank = 0;
        int ownRank = 0;
        int ownShare = Math.ceilDiv(RoutingTable.K, paths.size());
        for (Candidate candidate : byDistance.values()) {
            boolean own = candidate.path() == path;
            boolean worth = rank < RoutingTable.K || ownRank < ownShare || region.holds(target, candidate.point());
            if (!worth) {
                return null;
            }
            if (own && candidate.state() == State.FRESH) {
                if (subnets.of(candidate.contact().address()) < SUBNET) {
                    return candidate;
                }
                candidate.crowd();
            }
            if (candidate.isPromising()) {
                rank++;
                ownRank += own ? 1 : 0;
            }
        }
        return null;
    }

    /// A contact answered with a token and with contacts that it holds to be nearer.
    public void onAnswer(NodeId from, Bytes token, List<Contact> heard) {
        Candidate candidate = byDistance.get(distance(from));
        if (candidate == null || candidate.state() == State.ANSWERED) {
            return;
        }
        leave(candidate);
        candidate.answer(token);
        answered++;
        heard.forEach(contact -> hear(contact, candidate.path(), candidate.depth() + 1));
    }

    /// A record that proved genuine, from a node that has just answered, or from our own store.
    public void onRecord(NodeId witness, KeptRecord record) {
        Candidate candidate = byDistance.get(distance(witness));
        findings.add(
                candidate == null
                        ? new Findings.Witness(witness, Optional.empty(), -1, 0, isNear(Key.of(witness)))
                        : new Findings.Witness(
                                witness,
                                Optional.of(candidate.contact().address()),
                                candidate.path(),
                                candidate.depth(),
                                candidate.isTrusted() || isNear(candidate.point())),
                record);
        if (!satisfied) {
            satisfied = findings.agree(goal.quorum(), paths.size());
            hops = findings.depth();
        }
    }

    private boolean isNear(Key point) {
        return region.equals(Region.UNKNOWN) || region.holds(target, point);
    }

    public void onFalseRecord() {
        falseRecords++;
    }

    public Pages pages() {
        return pages;
    }

    public void onLate(NodeId from) {
        Candidate candidate = byDistance.get(distance(from));
        if (candidate != null && candidate.state() == State.ASKED) {
            leave(candidate);
            paths.get(candidate.path()).onDisappointed();
            late += candidate.lapse(State.LATE) ? 0 : 1;
        }
    }

    public void onSilence(NodeId from) {
        onLate(from);
        Candidate candidate = byDistance.get(distance(from));
        if (candidate != null && candidate.state() == State.LATE) {
            leave(candidate);
            candidate.lapse(State.SILENT);
        }
    }

    /// The contact is about to change its state.
    private void leave(Candidate candidate) {
        if (candidate.state() == State.ASKED) {
            paths.get(candidate.path()).onReturned();
            open--;
        } else if (candidate.state() == State.LATE) {
            late--;
        }
    }

    /// Whether there is nothing left to ask or to wait for.
    public boolean ended() {
        if (satisfied) {
            return true;
        }
        boolean worthWaiting = answered < ENOUGH && late > 0;
        return open == 0 && !pages.areOpen() && !worthWaiting && isExhausted();
    }

    private boolean isExhausted() {
        for (int path = 0; path < paths.size() && asked < REQUESTS; path++) {
            if (nearestFresh(path) != null) {
                return false;
            }
        }
        return true;
    }

    public Report report() {
        List<Report.Answering> nearest = new ArrayList<>();
        int depth = Math.max(0, hops);
        for (Candidate candidate : byDistance.values()) {
            Bytes token = candidate.token();
            if (token == null || candidate.state() != State.ANSWERED) {
                continue;
            }
            if (nearest.isEmpty() && hops < 0) {
                depth = candidate.depth();
            }
            if (nearest.size() < RoutingTable.K
                    || (nearest.size() < Region.MOST && region.holds(target, candidate.point()))) {
                nearest.add(new Report.Answering(candidate.contact(), token));
            }
        }
        return new Report(target, findings.records(), nearest, new Report.Count(asked, answered, falseRecords), depth);
    }

    /// On which path a node was heard of; -1 when it was not, or is forgotten.
    public int pathOf(NodeId id) {
        Candidate candidate = byDistance.get(distance(id));
        return candidate == null ? -1 : candidate.path();
    }

    /// How many nodes away it is.
    public int depthOf(NodeId id) {
        Candidate candidate = byDistance.get(distance(id));
        return candidate == null ? -1 : candidate.depth();
    }

    private void hear(Contact contact, int path, int depth) {
        if (contact.id().equals(self)) {
            return;
        }
        Key distance = target.distanceTo(contact.point());
        Candidate known = byDistance.get(distance);
        if (known != null) {
            known.alsoHeard(contact, path, depth);
            return;
        }
        byDistance.put(distance, new Candidate(contact, path, depth));
        if (paths.get(path).onHeard()) {
            forgetFarthest(path);
        }
    }

    private void forgetFarthest(int path) {
        for (Candidate candidate : byDistance.descendingMap().values()) {
            if (candidate.path() == path && candidate.state() == State.FRESH) {
                byDistance.remove(target.distanceTo(candidate.point()));
                paths.get(path).onForgotten();
                return;
            }
        }
    }

    private Key distance(NodeId id) {
        return target.distanceTo(Key.of(id));
    }
}
