package dev.kontor.discovery.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many of something there are from each subnet.
public final class SubnetCount {
    private final Map<Subnet, Integer> counts = new HashMap<>();

    public int of(NodeAddress address) {
        return Subnet.of(address).map(subnet -> counts.getOrDefault(subnet, 0)).orElse(0);
    }

    public void add(NodeAddress address) {
        Subnet.of(address).ifPresent(subnet -> counts.merge(subnet, 1, Integer::sum));
    }

    public void remove(NodeAddress address) {
        Optional<Subnet> known = Subnet.of(address);
        known.ifPresent(subnet -> counts.computeIfPresent(subnet, (_, count) -> count == 1 ? null : count - 1));
    }
}
