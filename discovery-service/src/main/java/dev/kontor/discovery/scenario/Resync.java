package dev.kontor.discovery.scenario;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// A site was offline while everything that it knows has changed. It comes back and asks for all of it again, with ever
/// more priority sites in the network.
final class Resync {
    private static final int[] PRIORITY_NODES = {0, 1, 2, 3, 5, 8};
    /// As many as a site asks for at a time.
    private static final int AT_ONCE = 32;
    /// The time is the mean of so many, because the slowest of its look-ups ends each.
    private static final int ABSENCES = 3;
    /// Until a priority node that is new has been offered what it is to keep.
    private static final Duration OFFERED = Duration.ofMinutes(12);

    private final VirtualNetwork network;
    private final List<Edition> editions;
    private final Tally tally;
    private final Map<String, Number> extras;

    Resync(VirtualNetwork network, List<Edition> editions, Tally tally, Map<String, Number> extras) {
        this.network = network;
        this.editions = editions;
        this.tally = tally;
        this.extras = extras;
    }

    void play() {
        List<VirtualNode> owners = editions.stream().map(Edition::owner).toList();
        List<VirtualNode> others = new ArrayList<>(network.up());
        others.removeAll(owners);
        VirtualNode site = others.removeLast();
        for (int count : PRIORITY_NODES) {
            List<NodeAddress> priority =
                    others.stream().limit(count).map(VirtualNode::address).toList();
            network.up().forEach(node -> node.handle(new Event.PriorityNodes(priority)));
            network.run(OFFERED);
            long took = 0;
            for (int i = 0; i < ABSENCES; i++) {
                Book book = awayAndBack(site, priority);
                site = book.site;
                took += book.tookMillis();
            }
            extras.put("millisWith" + count + "PriorityNodes", took / ABSENCES);
        }
    }

    private Book awayAndBack(VirtualNode site, List<NodeAddress> priority) {
        network.kill(site);
        editions.forEach(
                edition -> network.after(Duration.ofMillis(network.random().nextInt(60_000)), edition::publish));
        network.run(Duration.ofMinutes(3));
        VirtualNode back = network.restart(site);
        back.handle(new Event.PriorityNodes(priority));
        Book book = new Book(back);
        book.ask();
        network.run(Duration.ofMinutes(2));
        return book;
    }

    /// Everything that the site knows, asked for as fast as it does.
    private final class Book {
        private final VirtualNode site;
        private final Instant began = network.now();
        private final Queue<Edition> waiting = new ArrayDeque<>(editions);
        private Instant ended = network.now();

        Book(VirtualNode site) {
            this.site = site;
        }

        void ask() {
            if (!site.isMember()) {
                network.after(Duration.ofMillis(50), this::ask);
                return;
            }
            for (int i = 0; i < AT_ONCE; i++) {
                askNext();
            }
        }

        private void askNext() {
            Edition edition = waiting.poll();
            if (edition == null) {
                return;
            }
            long expected = edition.settled();
            site.lookUp(edition.key(), Goal.ONE_PUBLISHER, done -> {
                tally.add(done, edition.judge(done.report().records(), expected));
                ended = network.now();
                askNext();
            });
        }

        long tookMillis() {
            return Duration.between(began, ended).toMillis();
        }
    }
}
