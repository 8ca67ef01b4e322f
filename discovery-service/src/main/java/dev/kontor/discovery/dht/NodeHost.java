package dev.kontor.discovery.dht;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.node.Effect;
import dev.kontor.discovery.node.Event;
import dev.kontor.discovery.node.Node;
import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.discovery.store.SignedRecordCheck;
import dev.kontor.wire.sign.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Gives a node its life: its key, its port, which it tries for ever to bind, its seeds, and its contacts from the last
/// run, which it saves every half minute and at the end; sequence numbers every second. Safe for use by any thread.
public final class NodeHost {
    private static final Logger LOG = Logger.getLogger(Dht.class);
    private static final long BIND_AGAIN_MILLIS = 5_000;
    private static final long SAVE_EVERY_MILLIS = 30_000;
    private static final long JOURNAL_EVERY_MILLIS = 1_000;
    private static final long END_MILLIS = 3_000;

    private final Vertx vertx;
    private final NodeOptions options;
    private final NodeFiles files;
    private final SequenceFile sequences;
    private final UdpNode node;
    private final Values values;
    private final Seeds seeds;
    private final Promise<Integer> bound = Promise.promise();
    private volatile int port;
    private volatile boolean stopping;

    /// Blocks while it reads the key.
    public NodeHost(Vertx vertx, NodeOptions options, Observer observer) throws IOException {
        this.vertx = vertx;
        this.options = options;
        this.files = new NodeFiles(options.directory());
        this.sequences = new SequenceFile(options.directory());
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        SigningKey key =
                options.seed().isPresent() ? SigningKey.fromSeed(options.seed().get()) : files.key(random);
        Node engine = new Node(key.verifyKey(), new SignedRecordCheck(), options.rules(), random, clock.instant());
        engine.handle(new Event.Recalled(sequences.read()), clock.instant());
        this.node =
                new UdpNode(vertx, engine, key, clock, observer, options.rules().allowance());
        this.values = new Values(node, key, clock);
        this.seeds = new Seeds(vertx, node, options);
    }

    public void start() {
        node.listen(options.host(), options.port()).onSuccess(this::onBound).onFailure(this::onNotBound);
    }

    private void onBound(int free) {
        port = free;
        LOG.infof("DHT node is listening host=%s port=%d", options.host(), free);
        bound.complete(free);
        vertx.executeBlocking(files::contacts)
                .onSuccess(contacts -> node.tell(new Event.Remembered(contacts)))
                .onFailure(failure -> LOG.warnf("saved contacts not read reason=%s", failure))
                .onComplete(_ -> seeds.resolve());
        vertx.setPeriodic(SAVE_EVERY_MILLIS, _ -> save());
        vertx.setPeriodic(JOURNAL_EVERY_MILLIS, _ -> journal());
    }

    private void onNotBound(Throwable reason) {
        if (stopping) {
            return;
        }
        LOG.errorf(
                "DHT node cannot listen, trying again in 5 s; free the UDP port or set KONTOR_DHT_PORT"
                        + " host=%s port=%d reason=%s",
                options.host(), options.port(), reason.getMessage());
        vertx.setTimer(BIND_AGAIN_MILLIS, _ -> start());
    }

    private Future<Void> save() {
        return node.ask(Node::contacts)
                .compose(contacts -> vertx.executeBlocking(write(contacts)))
                .onFailure(failure -> LOG.warnf("contacts not saved reason=%s", failure));
    }

    private Future<Void> journal() {
        return node.ask(Node::takeSequences)
                .compose(news -> news.isEmpty() ? Future.<Void>succeededFuture() : vertx.executeBlocking(append(news)))
                .onFailure(failure -> LOG.warnf("sequence numbers not saved reason=%s", failure));
    }

    private Callable<Void> append(List<SequenceMemory.Seen> news) {
        return () -> {
            sequences.append(news);
            return null;
        };
    }

    /// An empty table is not saved over a full one: the contacts of yesterday are worth a try.
    private Callable<Void> write(List<Contact> contacts) {
        return () -> {
            if (!contacts.isEmpty()) {
                files.save(contacts);
            }
            return null;
        };
    }

    /// Saves and closes; blocks for a short time at most.
    public void stop() {
        stopping = true;
        seeds.close();
        Future<Void> end =
                save().otherwiseEmpty().compose(_ -> journal().otherwiseEmpty()).compose(_ -> node.close());
        try {
            end.toCompletionStage().toCompletableFuture().get(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warnf("the DHT node did not end in time reason=%s", failure);
        }
    }

    public boolean isBound() {
        return port > 0;
    }

    public int port() {
        return port;
    }

    /// The UDP port, once it is bound.
    public Future<Integer> bound() {
        return bound.future();
    }

    public Values values() {
        return values;
    }

    /// Nodes of priority sites that partners have told us of, besides those that the operator named.
    void priorityNodes(List<HostPort> told) {
        seeds.told(told);
    }

    /// Publishes these records from now on, in place of those named before.
    public void publish(List<Publication> publications) {
        node.tell(new Event.Publish(publications));
    }

    /// Looks something up; ends at the deadline with what is known by then, and never fails but at shutdown.
    public Future<Effect.LookedUp> lookUp(Key target, Goal goal, Duration deadline) {
        return node.lookUp(target, goal, deadline);
    }

    UdpNode node() {
        return node;
    }
}
