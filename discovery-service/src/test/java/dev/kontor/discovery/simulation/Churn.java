package dev.kontor.discovery.simulation;

import java.time.Duration;
import java.util.List;

/// Nodes that leave without a word after a random time and are replaced by new ones. The owners of records stay.
final class Churn {
    private final VirtualNetwork network;
    private final Duration medianSession;
    private final List<VirtualNode> staying;

    Churn(VirtualNetwork network, Duration medianSession, List<VirtualNode> staying) {
        this.network = network;
        this.medianSession = medianSession;
        this.staying = staying;
    }

    void start(List<VirtualNode> nodes) {
        nodes.stream().filter(node -> !staying.contains(node)).forEach(this::schedule);
    }

    private void schedule(VirtualNode node) {
        double mean = medianSession.toMillis() / Math.log(2);
        long session = (long) (-mean * Math.log(1 - network.random.nextDouble()));
        network.after(Duration.ofMillis(session), () -> {
            network.kill(node);
            schedule(network.join());
        });
    }
}
