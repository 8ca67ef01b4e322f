package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Start;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A DHT node on a UDP socket: receive, decode, handle, perform all effects, encode, send. One Vert.x context owns the
/// engine and everything else in here but the [Backlog], through which datagrams come in from the socket's thread;
/// public methods may be called from any thread.
final class UdpNode implements UdpSocket.Receiver {
    // Our choice.
    private static final int AT_ONCE = 32;
    /// The part of a second's credits that one address may have waiting.
    private static final int SHARE = 8;

    private final Vertx vertx;
    private final Context context;
    private final Node engine;
    private final SigningKey key;
    private final InstantSource clock;
    private final Observer observer;
    private final Backlog backlog;
    private final Map<Long, Promise<Effect.LookedUp>> lookUps = new HashMap<>();
    private @Nullable UdpSocket socket;
    private Instant wakesAt = Instant.MAX;
    private long timer = -1;
    private long lastLookUp;

    /// @param allowance of the engine: who may ask more may also have more waiting
    UdpNode(Vertx vertx, Node engine, SigningKey key, InstantSource clock, Observer observer, Allowance allowance) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.engine = engine;
        this.key = key;
        this.clock = clock;
        this.observer = observer;
        this.backlog = new Backlog(Math.max(1, allowance.perSecond() / SHARE));
    }

    /// Binds the socket; the future has the port, or fails when it is taken.
    Future<Integer> listen(String host, int port) {
        return vertx.executeBlocking(() -> UdpSocket.open(host, port))
                .compose(opened -> onContext(() -> {
                    socket = opened;
                    opened.read(this);
                    handle(new Event.Tick());
                    return Future.succeededFuture(opened.port());
                }));
    }

    void tell(Event event) {
        context.runOnContext(_ -> handle(event));
    }

    <T> Future<T> ask(Function<Node, T> question) {
        return onContext(() -> Future.succeededFuture(question.apply(engine)));
    }

    Future<Effect.LookedUp> lookUp(Key target, Goal goal, Duration deadline) {
        return lookUp(target, goal, new Start.Table(), deadline);
    }

    Future<Effect.LookedUp> lookUp(Key target, Goal goal, Start start, Duration deadline) {
        return onContext(() -> {
            long id = ++lastLookUp;
            Promise<Effect.LookedUp> promise = Promise.promise();
            lookUps.put(id, promise);
            handle(new Event.LookUp(id, target, goal, start, clock.instant().plus(deadline)));
            return promise.future();
        });
    }

    Future<Void> close() {
        return onContext(() -> {
            vertx.cancelTimer(timer);
            lookUps.values().forEach(promise -> promise.tryFail("the node is shutting down"));
            UdpSocket open = socket;
            socket = null;
            return open == null ? Future.succeededFuture() : closed(open);
        });
    }

    private static Future<Void> closed(UdpSocket socket) {
        try {
            socket.close();
            return Future.succeededFuture();
        } catch (IOException failure) {
            return Future.failedFuture(failure);
        }
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(promise));
        return promise.future();
    }

    @Override
    public void onDropped(DropReason reason) {
        observer.dropped(reason);
    }

    @Override
    public void onDatagram(Backlog.Waiting datagram) {
        switch (backlog.offer(datagram)) {
            case REFUSED -> observer.dropped(DropReason.OVERLOAD);
            case FIRST -> context.runOnContext(_ -> drain());
            case QUEUED -> {}
        }
    }

    /// Takes what waits, but lets timers and callers have their turn now and then.
    private void drain() {
        for (int i = 0; i < AT_ONCE; i++) {
            Backlog.Waiting next = backlog.take();
            if (next == null) {
                return;
            }
            read(next);
        }
        context.runOnContext(_ -> drain());
    }

    private void read(Backlog.Waiting waiting) {
        try {
            Packet packet = PacketCodec.decode(waiting.datagram());
            int size = waiting.datagram().size();
            observer.received(PacketType.of(packet), size);
            handle(new Event.Received(waiting.from(), packet, size));
        } catch (MalformedException _) {
            observer.dropped(DropReason.MALFORMED);
        }
    }

    private void handle(Event event) {
        engine.handle(event, clock.instant()).forEach(this::perform);
        sleep();
    }

    private void sleep() {
        Instant next = engine.wakeAt();
        if (timer >= 0 && !next.isBefore(wakesAt)) {
            return;
        }
        vertx.cancelTimer(timer);
        wakesAt = next;
        long millis = Math.max(1, Duration.between(clock.instant(), next).toMillis());
        timer = vertx.setTimer(millis, _ -> wake());
    }

    private void wake() {
        timer = -1;
        handle(new Event.Tick());
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask(NodeAddress to, Packet.Request request, int atLeast) ->
                send(to, PacketType.of(request), PacketCodec.encode(request, atLeast));
            case Effect.Say(NodeAddress to, Packet.Reply reply, boolean signed) ->
                send(
                        to,
                        PacketType.of(reply),
                        signed ? PacketCodec.encodeSigned(reply, key) : PacketCodec.encode(reply));
            case Effect.LookedUp lookedUp -> {
                observer.lookedUp(lookedUp);
                Promise<Effect.LookedUp> promise = lookUps.remove(lookedUp.id());
                if (promise != null) {
                    promise.complete(lookedUp);
                }
            }
            case Effect.Published published -> observer.published(published);
            case Effect.Dropped(var _, DropReason reason) -> observer.dropped(reason);
            case Effect.Contested contested -> observer.contested(contested);
            case Effect.Joined joined -> observer.joined(joined.membership());
        }
    }

    private void send(NodeAddress to, PacketType type, Bytes datagram) {
        UdpSocket open = socket;
        if (open == null) {
            return;
        }
        observer.sent(type, datagram.size());
        try {
            open.send(to, datagram);
        } catch (IOException | UnsupportedAddressTypeException failure) {
            observer.notSent(failure);
        }
    }
}
