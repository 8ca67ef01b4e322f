package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Membership;
import dev.kontor.discovery.routing.Key;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what a node did, for tests.
final class Observations implements Observer {
    final List<DropReason> drops = new CopyOnWriteArrayList<>();
    final CompletableFuture<Membership> member = new CompletableFuture<>();
    final CompletableFuture<Effect.Published> kept = new CompletableFuture<>();
    private final int copies;
    private final Set<Key> wanting = ConcurrentHashMap.newKeySet();

    /// @param copies how many keepers each of `records` must have for `kept` to complete
    Observations(int copies, Key... records) {
        this.copies = copies;
        this.wanting.addAll(List.of(records));
    }

    @Override
    public void received(PacketType type, int bytes) {}

    @Override
    public void sent(PacketType type, int bytes) {}

    @Override
    public void dropped(DropReason reason) {
        drops.add(reason);
    }

    @Override
    public void notSent(Throwable reason) {}

    @Override
    public void lookedUp(Effect.LookedUp lookedUp) {}

    @Override
    public void published(Effect.Published published) {
        if (published.copies() >= copies && wanting.remove(published.key()) && wanting.isEmpty()) {
            kept.complete(published);
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
}
