package dev.kontor.discovery.scenario;

import dev.kontor.discovery.simulation.Conduct;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Nodes that leave without a word after an exponentially distributed time. Most are replaced by somebody new at once.
/// Who owns a record comes back after ten minutes on average, at another address, with what he had saved, and publishes
/// his next sequence number; meanwhile others have to find the record without him.
final class Churn {
    private static final Duration AWAY = Duration.ofMinutes(10);

    private final VirtualNetwork network;
    private final Scenario.Setting setting;
    private final Map<VirtualNode, Edition> owners = new HashMap<>();
    private boolean stopped;
    private int ended;

    Churn(VirtualNetwork network, Scenario.Setting setting, List<Edition> editions) {
        this.network = network;
        this.setting = setting;
        editions.forEach(edition -> owners.put(edition.owner(), edition));
    }

    void start() {
        List.copyOf(network.up()).forEach(this::schedule);
    }

    void stop() {
        stopped = true;
    }

    int ended() {
        return ended;
    }

    private void schedule(VirtualNode node) {
        double mean = (double) setting.medianSession().toMillis() / Math.log(2);
        network.after(exponential(mean), () -> end(node));
    }

    private Duration exponential(double meanMillis) {
        return Duration.ofMillis(
                (long) (-meanMillis * Math.log(1 - network.random().nextDouble())));
    }

    private void end(VirtualNode node) {
        if (stopped || !node.isUp()) {
            return;
        }
        ended++;
        network.kill(node);
        Edition edition = owners.remove(node);
        if (edition == null) {
            boolean behindNat = network.random().nextDouble() < setting.unreachable();
            schedule(network.join(Conduct.HONEST, behindNat));
        } else {
            network.after(exponential((double) AWAY.toMillis()), () -> bringBack(node, edition));
        }
    }

    private void bringBack(VirtualNode gone, Edition edition) {
        VirtualNode node = network.restart(gone);
        owners.put(node, edition);
        edition.returnTo(node);
        schedule(node);
    }
}
