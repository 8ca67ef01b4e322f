package dev.kontor.discovery.dht;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.NodeView;
import dev.kontor.discovery.node.Start;
import dev.kontor.discovery.routing.BucketView;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.id.NodeId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Are we eclipsed? Whoever surrounds a node with his own shows it a network that is not there. So every ten
/// minutes our own place is looked up three times, each time through one random contact only; where their answers
/// and our table have little in common, something is wrong.
@ApplicationScoped
class Checkup {
    // Our choice.
    private static final int VANTAGES = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final double LITTLE = 0.3;

    /// What one vantage point showed: how many nodes are nearest to us as it sees the network, and how many of them our
    /// table has.
    record Vantage(String through, int seen, int known) {
        boolean contradicts() {
            return seen > 0 && known < LITTLE * seen;
        }
    }

    /// The last look from outside. `eclipsed` when most vantage points contradict our table.
    record Result(Instant at, List<Vantage> vantages, boolean eclipsed) {}

    private final Dht dht;
    private final Clock clock = Clock.systemUTC();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile @Nullable Result last;

    Checkup(Dht dht) {
        this.dht = dht;
    }

    Optional<Result> last() {
        return Optional.ofNullable(last);
    }

    @Scheduled(every = "10m", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return examine().replaceWithVoid();
    }

    Uni<Result> examine() {
        return dht.view().chain(this::lookFromOutside).invoke(result -> last = result);
    }

    private Uni<Result> lookFromOutside(NodeView view) {
        List<Contact> contacts = new ArrayList<>(view.buckets().stream()
                .flatMap(bucket -> bucket.contacts().stream())
                .map(BucketView.Row::contact)
                .toList());
        Collections.shuffle(contacts, Random.from(random));
        Set<NodeId> known = contacts.stream().map(Contact::id).collect(Collectors.toSet());
        return Multi.createFrom()
                .iterable(contacts.subList(0, Math.min(VANTAGES, contacts.size())))
                .onItem()
                .transformToUniAndMerge(vantage -> look(vantage, view.id(), known))
                .collect()
                .asList()
                .map(this::judge);
    }

    private Uni<Vantage> look(Contact vantage, NodeId self, Set<NodeId> known) {
        return dht.lookUp(Key.of(self), Goal.NODES, new Start.Only(List.of(vantage)), DEADLINE)
                .map(Effect.LookedUp::report)
                .map(report -> compare(vantage, report, known));
    }

    private static Vantage compare(Contact vantage, Report report, Set<NodeId> known) {
        long shared = report.nearest().stream()
                .filter(node -> known.contains(node.contact().id()))
                .count();
        return new Vantage(vantage.address().toString(), report.nearest().size(), (int) shared);
    }

    private Result judge(List<Vantage> vantages) {
        long contradicting = vantages.stream().filter(Vantage::contradicts).count();
        return new Result(clock.instant(), vantages, contradicting > vantages.size() / 2);
    }
}
