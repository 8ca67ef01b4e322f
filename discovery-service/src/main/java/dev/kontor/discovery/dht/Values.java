package dev.kontor.discovery.dht;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.discovery.value.ValueRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values under keys that clients choose. What this node has put itself is remembered as long as it lives; everything
/// else is asked for. Of several publishers under one key our own comes first, then the newest. May be used from any
/// thread.
public final class Values {
    // Our choice.
    private static final Duration DEADLINE = Duration.ofMillis(2_500);
    private static final int OWN_BYTES = 64 << 20;
    private static final int AT_ONCE = 8;

    private record Own(Bytes value, Instant until) {}

    private final UdpNode node;
    private final SigningKey key;
    private final NodeId self;
    private final InstantSource clock;
    private final LinkedHashMap<ValueKey, Own> own = new LinkedHashMap<>();
    private long ownBytes;

    Values(UdpNode node, SigningKey key, InstantSource clock) {
        this.node = node;
        this.key = key;
        this.self = NodeId.of(key.verifyKey());
        this.clock = clock;
    }

    /// Signs a value and publishes it until its time is over.
    public void put(ValueKey name, Bytes value, Duration life) {
        Instant now = clock.instant();
        remember(name, new Own(value, now.plus(life)));
        List<Bytes> parts = ValueRecord.split(name, value, key, now, life);
        for (int part = 0; part < parts.size(); part++) {
            node.tell(new Event.Put(new Publication(name.place(part), parts.get(part)), now.plus(life)));
        }
    }

    private synchronized void remember(ValueKey name, Own value) {
        Own before = own.remove(name);
        ownBytes -= before == null ? 0 : before.value().size();
        own.put(name, value);
        ownBytes += value.value().size();
        while (ownBytes > OWN_BYTES) {
            Map.Entry<ValueKey, Own> oldest = own.pollFirstEntry();
            ownBytes -= oldest.getValue().value().size();
        }
    }

    private synchronized Optional<Bytes> ours(ValueKey name) {
        Own known = own.get(name);
        return known != null && known.until().isAfter(clock.instant()) ? Optional.of(known.value()) : Optional.empty();
    }

    /// The value, or nothing when nobody has one.
    public Future<Optional<Bytes>> get(ValueKey name) {
        Optional<Bytes> ours = ours(name);
        return ours.isPresent()
                ? Future.succeededFuture(ours)
                : records(name, 0).compose(heads -> first(name, byPreference(heads)));
    }

    private List<ValueRecord> byPreference(List<ValueRecord> heads) {
        return heads.stream()
                .sorted(Comparator.comparing((ValueRecord head) -> !head.node().equals(self))
                        .thenComparing(ValueRecord::sequence, Comparator.reverseOrder()))
                .toList();
    }

    /// The first of these whose parts can all be found.
    private Future<Optional<Bytes>> first(ValueKey name, List<ValueRecord> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        ValueRecord head = heads.getFirst();
        List<ValueRecord> parts = new ArrayList<>(List.of(head));
        return gather(name, head, parts)
                .compose(_ -> assembled(head, parts)
                        .map(value -> Future.succeededFuture(Optional.of(value)))
                        .orElseGet(() -> first(name, heads.subList(1, heads.size()))));
    }

    /// Adds the parts that are still missing, a few at a time.
    private Future<Void> gather(ValueKey name, ValueRecord head, List<ValueRecord> parts) {
        int from = parts.size();
        if (from >= head.parts()) {
            return Future.succeededFuture();
        }
        List<Future<Optional<ValueRecord>>> asked = new ArrayList<>();
        for (int part = from; part < Math.min(from + AT_ONCE, head.parts()); part++) {
            asked.add(records(name, part)
                    .map(found -> found.stream()
                            .filter(record ->
                                    record.publisher().equals(head.publisher()) && record.sequence() == head.sequence())
                            .findFirst()));
        }
        return Future.all(asked).compose(_ -> {
            asked.forEach(answer -> answer.result().ifPresent(parts::add));
            boolean complete = parts.size() == from + asked.size();
            return complete ? gather(name, head, parts) : Future.succeededFuture();
        });
    }

    private static Optional<Bytes> assembled(ValueRecord head, List<ValueRecord> parts) {
        Bytes value = Bytes.concat(parts.stream().map(ValueRecord::content).toList());
        return value.size() == head.size() && Sha256.digest(value).equals(head.digest())
                ? Optional.of(value)
                : Optional.empty();
    }

    private Future<List<ValueRecord>> records(ValueKey name, int part) {
        return node.lookUp(name.place(part), Goal.ONE_PUBLISHER, DEADLINE)
                .map(Effect.LookedUp::report)
                .map(report -> report.records().stream()
                        .map(KeptRecord::signed)
                        .filter(ValueRecord::isOne)
                        .map(signed -> ValueRecord.verify(signed, clock.instant()))
                        .toList());
    }
}
