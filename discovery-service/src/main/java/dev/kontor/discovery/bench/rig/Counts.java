package dev.kontor.discovery.bench.rig;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.dht.Observer;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.routing.Key;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts what a node does, and remembers what somebody waits for.
public final class Counts implements Observer {
    private final Map<PacketType, LongAdder> received = adders(PacketType.class);
    private final Map<PacketType, LongAdder> sent = adders(PacketType.class);
    private final Map<DropReason, LongAdder> dropped = adders(DropReason.class);
    private final LongAdder notSent = new LongAdder();
    private final Map<Key, CompletableFuture<Effect.Published>> published = new ConcurrentHashMap<>();
    private final CompletableFuture<Membership> member = new CompletableFuture<>();

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> kinds) {
        Map<E, LongAdder> adders = new EnumMap<>(kinds);
        Stream.of(kinds.getEnumConstants()).forEach(kind -> adders.put(kind, new LongAdder()));
        return adders;
    }

    private static <E extends Enum<E>> void count(Map<E, LongAdder> adders, E kind) {
        LongAdder adder = adders.get(kind);
        if (adder != null) {
            adder.increment();
        }
    }

    private static <E extends Enum<E>> void name(String prefix, Map<E, LongAdder> adders, Map<String, Long> all) {
        adders.forEach((kind, adder) -> {
            if (adder.sum() > 0) {
                all.put(prefix + camel(kind.name()), adder.sum());
            }
        });
    }

    /// `FALSE_RECORD` as `FalseRecord`.
    private static String camel(String constant) {
        return Stream.of(constant.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    @Override
    public void received(PacketType type, int bytes) {
        count(received, type);
    }

    @Override
    public void sent(PacketType type, int bytes) {
        count(sent, type);
    }

    @Override
    public void dropped(DropReason reason) {
        count(dropped, reason);
    }

    @Override
    public void notSent(Throwable reason) {
        notSent.increment();
    }

    @Override
    public void lookedUp(Effect.LookedUp lookedUp) {}

    @Override
    public void published(Effect.Published offered) {
        CompletableFuture<Effect.Published> waiting = published.remove(offered.key());
        if (waiting != null) {
            waiting.complete(offered);
        }
    }

    @Override
    public void contested(Effect.Contested contested) {}

    @Override
    public void joined(Membership membership) {
        if (membership instanceof Membership.Member) {
            member.complete(membership);
        }
    }

    /// Ends when the node has become a member of a network.
    public CompletableFuture<Membership> member() {
        return member;
    }

    /// Ends when a record under this key has next been offered to its keepers.
    public CompletableFuture<Effect.Published> next(Key key) {
        return published.computeIfAbsent(key, _ -> new CompletableFuture<>());
    }

    public long sent(PacketType type) {
        return sent.getOrDefault(type, new LongAdder()).sum();
    }

    /// All counters that are not 0, such as `droppedRate`.
    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        name("received", received, all);
        name("sent", sent, all);
        name("dropped", dropped, all);
        if (notSent.sum() > 0) {
            all.put("notSent", notSent.sum());
        }
        return all;
    }
}
