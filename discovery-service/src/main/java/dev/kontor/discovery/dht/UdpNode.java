package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.PacketType;
import dev.kontor.discovery.message.Protocol;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A DHT node on a UDP socket: receive, decode, handle, perform all effects, encode, send. One Vert.x context owns the
/// engine and everything else in here; public methods may be called from any thread.
final class UdpNode {
    private static final int RECEIVE_BUFFER = 1 << 20;

    private final Vertx vertx;
    private final Context context;
    private final Node engine;
    private final SigningKey key;
    private final InstantSource clock;
    private final Observer observer;
    private final Map<Long, Promise<Effect.LookedUp>> lookUps = new HashMap<>();
    private @Nullable DatagramSocket socket;
    private Instant wakesAt = Instant.MAX;
    private long timer = -1;
    private long lastLookUp;

    UdpNode(Vertx vertx, Node engine, SigningKey key, InstantSource clock, Observer observer) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.engine = engine;
        this.key = key;
        this.clock = clock;
        this.observer = observer;
    }

    /// Binds the socket; the future has the port, or fails when it is taken.
    Future<Integer> listen(String host, int port) {
        return onContext(() -> {
            DatagramSocketOptions options =
                    new DatagramSocketOptions().setIpV6(host.contains(":")).setReceiveBufferSize(RECEIVE_BUFFER);
            DatagramSocket opened = vertx.createDatagramSocket(options);
            opened.handler(this::onDatagram).exceptionHandler(observer::notSent);
            return opened.listen(port, host)
                    .onSuccess(bound -> {
                        socket = bound;
                        handle(new Event.Tick());
                    })
                    .onFailure(_ -> opened.close())
                    .map(bound -> bound.localAddress().port());
        });
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
            DatagramSocket open = socket;
            socket = null;
            lookUps.values().forEach(promise -> promise.tryFail("the node is shutting down"));
            return open == null ? Future.succeededFuture() : open.close();
        });
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(promise));
        return promise.future();
    }

    private void onDatagram(DatagramPacket datagram) {
        if (datagram.data().length() > Protocol.MAX_DATAGRAM) {
            observer.dropped(DropReason.MALFORMED);
            return;
        }
        try {
            Packet packet = PacketCodec.decode(Bytes.of(datagram.data().getBytes()));
            int size = datagram.data().length();
            observer.received(PacketType.of(packet), size);
            handle(new Event.Received(address(datagram.sender()), packet, size));
        } catch (MalformedException _) {
            observer.dropped(DropReason.MALFORMED);
        }
    }

    private static NodeAddress address(SocketAddress sender) {
        String literal = sender.hostAddress();
        int zone = literal.indexOf('%');
        byte[] ip = InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone))
                .getAddress();
        return new NodeAddress(Bytes.of(ip), sender.port());
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
            case Effect.Joined joined -> observer.joined(joined.membership());
        }
    }

    private void send(NodeAddress to, PacketType type, Bytes datagram) {
        DatagramSocket open = socket;
        if (open == null) {
            return;
        }
        observer.sent(type, datagram.size());
        open.send(Buffer.buffer(datagram.toArray()), to.port(), to.host()).onFailure(observer::notSent);
    }
}
