package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Membership;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Counts and logs what the node does. What remotes can trigger is counted, never logged.
final class DhtMeters implements Observer {
    private static final Logger LOG = Logger.getLogger(Dht.class);

    private final Map<PacketType, Counter> received;
    private final Map<PacketType, Counter> sent;
    private final Map<DropReason, Counter> dropped;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter notSent;
    private final Timer found;
    private final Timer empty;
    private final Counter copies;
    private final Counter contested;

    DhtMeters(MeterRegistry meters) {
        this.received = counters(PacketType.class, type -> packets(meters, "in", type));
        this.sent = counters(PacketType.class, type -> packets(meters, "out", type));
        this.dropped = counters(
                DropReason.class,
                reason -> Counter.builder("kontor.dht.dropped")
                        .tag("reason", tag(reason))
                        .register(meters));
        this.bytesIn = meters.counter("kontor.dht.bytes", "direction", "in");
        this.bytesOut = meters.counter("kontor.dht.bytes", "direction", "out");
        this.notSent = meters.counter("kontor.dht.not.sent");
        this.found = meters.timer("kontor.dht.lookup", "outcome", "found");
        this.empty = meters.timer("kontor.dht.lookup", "outcome", "empty");
        this.copies = meters.counter("kontor.dht.copies");
        this.contested = meters.counter("kontor.dht.contested");
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> type, Function<E, Counter> counter) {
        Map<E, Counter> counters = new EnumMap<>(type);
        Stream.of(type.getEnumConstants()).forEach(constant -> counters.put(constant, counter.apply(constant)));
        return counters;
    }

    private static Counter packets(MeterRegistry meters, String direction, PacketType type) {
        return meters.counter("kontor.dht.packets", "direction", direction, "type", tag(type));
    }

    private static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E which) {
        Counter counter = counters.get(which);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void received(PacketType type, int bytes) {
        count(received, type);
        bytesIn.increment(bytes);
    }

    @Override
    public void sent(PacketType type, int bytes) {
        count(sent, type);
        bytesOut.increment(bytes);
    }

    @Override
    public void dropped(DropReason reason) {
        count(dropped, reason);
    }

    @Override
    public void notSent(Throwable reason) {
        notSent.increment();
        LOG.debugf("datagram not sent reason=%s", reason);
    }

    @Override
    public void lookedUp(Effect.LookedUp lookedUp) {
        (lookedUp.report().records().isEmpty() ? empty : found).record(lookedUp.took());
    }

    @Override
    public void published(Effect.Published published) {
        copies.increment(published.copies());
        LOG.debugf(
                "record published key=%s copies=%d offered=%d",
                published.key(), published.copies(), published.offered());
    }

    @Override
    public void contested(Effect.Contested contested) {
        this.contested.increment();
        LOG.warnf(
                "nodes of the DHT have seen a newer record with this site's key than this site knows of; is a copy of the"
                        + " site running, or was it restored from an old backup? key=%s nodes=%d",
                contested.key(), contested.nodes());
    }

    @Override
    public void joined(Membership membership) {
        switch (membership) {
            case Membership.Alone _ -> LOG.info("alone in the DHT, others may find this node");
            case Membership.Seeking _ -> LOG.info("asking the bootstrap nodes for the way into the DHT");
            case Membership.Settling _ -> LOG.info("a node of the DHT answered, looking for neighbours");
            case Membership.Member _ -> LOG.info("joined the DHT");
        }
    }
}
