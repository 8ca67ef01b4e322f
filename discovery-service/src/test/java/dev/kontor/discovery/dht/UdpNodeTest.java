package dev.kontor.discovery.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.TestSite;
import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.discovery.store.SignedRecordCheck;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real nodes on real sockets.
class UdpNodeTest {
    private static final Bytes LOOPBACK = Bytes.of(new byte[] {127, 0, 0, 1});
    private static final int OTHERS = 2;
    private static final TestSite SITE = new TestSite(1, Instant.parse("2026-01-01T00:00:00Z"));

    private final Vertx vertx = Vertx.vertx();
    private final SecureRandom random = new SecureRandom();
    private final List<UdpNode> running = new ArrayList<>();

    private record Running(UdpNode node, Observations seen, NodeAddress address) {}

    @AfterEach
    void stop() throws Exception {
        for (UdpNode node : running) {
            get(node.close());
        }
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private Running start(NodeAddress... seeds) throws Exception {
        return start(SITE.siteId(), seeds);
    }

    private Running start(SiteId watched, NodeAddress... seeds) throws Exception {
        SigningKey key = SigningKey.generate(random);
        Node engine = new Node(key.verifyKey(), new SignedRecordCheck(), HouseRules.DEFAULT, random, Instant.now());
        Observations seen = new Observations(OTHERS + 1, RecordKey.ofSite(watched));
        UdpNode node = new UdpNode(vertx, engine, key, InstantSource.system(), seen, Allowance.DEFAULT);
        running.add(node);
        int port = get(node.listen("127.0.0.1", 0));
        node.tell(new Event.Seeds(List.of(seeds)));
        return new Running(node, seen, new NodeAddress(LOOPBACK, port));
    }

    @Test
    void findEachOthersRecordsThroughOneBootstrapNode() throws Exception {
        Running bootstrap = start();
        Running acme = start(bootstrap.address());
        Running globex = start(bootstrap.address());
        get(acme.seen().member);
        get(globex.seen().member);
        Bytes descriptor = SITE.descriptor(1, Instant.now(), "acme.test").encoded();
        acme.node().tell(new Event.Publish(List.of(new Publication(RecordKey.ofSite(SITE.siteId()), descriptor))));
        get(acme.seen().kept);

        Effect.LookedUp found =
                get(globex.node().lookUp(RecordKey.ofSite(SITE.siteId()), Goal.ONE_PUBLISHER, Duration.ofSeconds(3)));

        assertEquals(descriptor, found.report().records().getFirst().signed());
        assertTrue(found.inTime());
    }

    @Test
    void theFirstNodeIsFineAloneAndJoinsWhenAnotherComes() throws Exception {
        Running first = start();
        Effect.LookedUp nothing =
                get(first.node().lookUp(RecordKey.ofName("nobody"), Goal.ALL_PUBLISHERS, Duration.ofSeconds(3)));
        assertEquals(0, nothing.report().asked());
        assertFalse(first.seen().member.isDone());
        start(first.address());
        get(first.seen().member);
    }

    @Test
    void keepsAskingForABootstrapNodeThatIsNotThereYet() throws Exception {
        // A JDK socket, because its port is free again as soon as close() returns.
        int port;
        Running early;
        try (var deaf = new java.net.DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = deaf.getLocalPort();
            early = start(new NodeAddress(LOOPBACK, port));
        }
        SigningKey key = SigningKey.generate(random);
        Node engine = new Node(key.verifyKey(), new SignedRecordCheck(), HouseRules.DEFAULT, random, Instant.now());
        UdpNode late = new UdpNode(vertx, engine, key, InstantSource.system(), new Observations(1), Allowance.DEFAULT);
        running.add(late);
        get(late.listen("127.0.0.1", port));
        get(early.seen().member);
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        Running first = start();
        SigningKey key = SigningKey.generate(random);
        Node engine = new Node(key.verifyKey(), new SignedRecordCheck(), HouseRules.DEFAULT, random, Instant.now());
        UdpNode second =
                new UdpNode(vertx, engine, key, InstantSource.system(), new Observations(1), Allowance.DEFAULT);
        assertThrows(
                ExecutionException.class,
                () -> get(second.listen("127.0.0.1", first.address().port())));
    }

    @Test
    void survivesGarbageAndStillAnswers() throws Exception {
        Running bootstrap = start();
        DatagramSocket hostile = vertx.createDatagramSocket();
        byte[] garbage = new byte[1_400];
        for (int i = 0; i < 500; i++) {
            random.nextBytes(garbage);
            get(hostile.send(
                    Buffer.buffer(garbage).slice(0, 1 + random.nextInt(1_400)),
                    bootstrap.address().port(),
                    "127.0.0.1"));
        }
        get(start(bootstrap.address()).seen().member);
        assertTrue(bootstrap.seen().drops.contains(DropReason.MALFORMED));
        get(hostile.close());
    }
}
