package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.SignedRecordCheck;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another organisation's node on a real socket, next to the service under test.
final class PartnerNode implements AutoCloseable {
    private static final int US_AND_THEM = 2;

    private final Vertx vertx = Vertx.vertx();
    private final UdpNode node;

    PartnerNode(int port, List<Publication> publications) throws Exception {
        Key[] keys = publications.stream().map(Publication::key).toArray(Key[]::new);
        Observations seen = new Observations(US_AND_THEM, keys);
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(random);
        Node engine = new Node(key.verifyKey(), new SignedRecordCheck(), HouseRules.DEFAULT, random, Instant.now());
        node = new UdpNode(vertx, engine, key, InstantSource.system(), seen, Allowance.DEFAULT);
        node.listen("127.0.0.1", 0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        node.tell(new Event.Seeds(List.of(new NodeAddress(Bytes.of(new byte[] {127, 0, 0, 1}), port))));
        seen.member.get(20, TimeUnit.SECONDS);
        node.tell(new Event.Publish(publications));
        seen.kept.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        node.close()
                .compose(_ -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
