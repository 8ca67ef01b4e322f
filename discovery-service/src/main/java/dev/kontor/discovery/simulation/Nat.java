package dev.kontor.discovery.simulation;

import dev.kontor.discovery.routing.NodeAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// A router in front of a node: lets in only what comes from where the node has sent something within the last minute.
final class Nat {
    private static final long OPEN_MICROS = 60_000_000;

    private final LinkedHashMap<NodeAddress, Long> openUntil = new LinkedHashMap<>(16, 0.75f, true);

    void onSent(NodeAddress to, long nowMicros) {
        openUntil.put(to, nowMicros + OPEN_MICROS);
        Map.Entry<NodeAddress, Long> oldest = openUntil.firstEntry();
        while (oldest != null && oldest.getValue() < nowMicros) {
            openUntil.pollFirstEntry();
            oldest = openUntil.firstEntry();
        }
    }

    boolean admits(NodeAddress from, long nowMicros) {
        return openUntil.getOrDefault(from, -1L) >= nowMicros;
    }
}
