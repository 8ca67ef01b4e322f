package dev.kontor.discovery.dht;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Datagrams between the thread that reads them and the one that owns the engine. When more come than can be handled,
/// an address has a share of the places and no more, so whoever sends little still gets in. The only thing here that
/// two threads touch: a lock that is held for no longer than one datagram takes to be put in or taken out.
final class Backlog {
    /// Our choice: some 60 ms of work, and 6 MB at most.
    private static final int PLACES = 4_096;

    /// A datagram and where it came from.
    record Waiting(NodeAddress from, Bytes datagram) {}

    /// What became of a datagram that was offered.
    enum Offer {
        /// There is no place for it.
        REFUSED,
        /// It waits behind others.
        QUEUED,
        /// It waits, and whoever takes has seen the end before: he has to be told.
        FIRST
    }

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Map<Bytes, Integer> byAddress = new HashMap<>();
    private final int share;
    private boolean idle = true;

    /// @param share places that datagrams of one IP address may take
    Backlog(int share) {
        this.share = Math.min(share, PLACES);
    }

    synchronized Offer offer(Waiting datagram) {
        Bytes address = datagram.from().ip();
        int taken = byAddress.getOrDefault(address, 0);
        if (waiting.size() >= PLACES || taken >= share) {
            return Offer.REFUSED;
        }
        byAddress.put(address, taken + 1);
        waiting.add(datagram);
        Offer offer = idle ? Offer.FIRST : Offer.QUEUED;
        idle = false;
        return offer;
    }

    /// The one that has waited for longest; null at the end, after which the next one is a first one again.
    synchronized @Nullable Waiting take() {
        Waiting next = waiting.poll();
        if (next == null) {
            idle = true;
            return null;
        }
        byAddress.computeIfPresent(next.from().ip(), (_, taken) -> taken == 1 ? null : taken - 1);
        return next;
    }
}
