package dev.kontor.identity.delivery;

import dev.kontor.kit.peer.PeerCall;
import dev.kontor.kit.peer.PeerHttp;
import dev.kontor.kit.peer.PeerReply;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Works off the queue of letters: woken after a commit that wrote some, and once a second for those that are tried
/// again. A crash loses nothing; it may deliver a letter twice, which receivers are made for.
@ApplicationScoped
public class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final String MEDIA_TYPE = "application/cose";

    private final Queue queue;
    private final PeerHttp http;
    private final Directory directory;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicBoolean taking = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();

    Courier(Queue queue, PeerHttp http, Directory directory, Vertx vertx, MeterRegistry meters, Clock clock) {
        this.queue = queue;
        this.http = http;
        this.directory = directory;
        this.vertx = vertx;
        this.meters = meters;
        this.clock = clock;
    }

    /// Delivers what is due, soon, on an event loop of its own choice.
    public void wake() {
        again.set(true);
        if (taking.compareAndSet(false, true)) {
            again.set(false);
            onContext(() -> queue.take(clock.instant()).subscribe().with(this::onTaken, this::onTakeFailed));
        }
    }

    @Scheduled(every = "${kontor.delivery.every:1s}", delayed = "${kontor.delivery.every:1s}")
    void safetyNet() {
        wake();
    }

    private void onTaken(List<Letter> letters) {
        letters.forEach(letter -> onContext(() -> deliver(letter)
                .subscribe()
                .with(nothing -> wake(), failure -> LOG.errorf(failure, "letter stuck for a minute"))));
        taking.set(false);
        if (again.get()) {
            wake();
        }
    }

    private void onTakeFailed(Throwable failure) {
        taking.set(false);
        LOG.warnf("letters wait reason=%s", failure);
    }

    private Uni<Void> deliver(Letter letter) {
        Context context = vertx.getOrCreateContext();
        return descriptor(letter)
                .chain(descriptor -> attempt(letter, descriptor))
                .emitOn(command -> context.runOnContext(nothing -> command.run()))
                .onItemOrFailure()
                .transformToUni((status, failure) -> settle(letter, status, failure));
    }

    /// The descriptor that came with the letter; after a failure the newest one that discovery knows.
    private Uni<Descriptor> descriptor(Letter letter) {
        Descriptor known =
                Descriptor.decode(SignedRecord.parse(letter.descriptor).payload());
        return letter.attempts <= 1 ? Uni.createFrom().item(known) : directory.newest(known, clock.instant());
    }

    private Uni<Integer> attempt(Letter letter, Descriptor descriptor) {
        List<Endpoint> endpoints = descriptor.endpoints();
        if (endpoints.isEmpty()) {
            return Uni.createFrom().failure(new IOException("the site's descriptor names no endpoint"));
        }
        Endpoint endpoint = endpoints.get((letter.attempts - 1) % endpoints.size());
        SiteId to = SiteId.parse(letter.siteId);
        PeerCall call = new PeerCall(
                to,
                descriptor.caKeyHash(),
                endpoint,
                letter.door.alpn(),
                letter.door.path(),
                new PeerCall.Content(MEDIA_TYPE, letter.record));
        return http.post(call).map(PeerReply::status);
    }

    @SuppressWarnings("NullAway") // of status and failure exactly one is there
    private Uni<Void> settle(Letter letter, Integer status, Throwable failure) {
        Instant now = clock.instant();
        if (failure == null && status >= 200 && status < 300) {
            count("delivered");
            return queue.remove(letter);
        }
        String reason = failure == null ? "status " + status : String.valueOf(failure);
        boolean useless = failure == null ? status == 400 || status == 413 : failure instanceof MalformedException;
        if (useless || !letter.expiresAt.isAfter(now)) {
            count("given-up");
            LOG.warnf("letter given up site=%s subject=%s reason=%s", letter.siteId, letter.subject, reason);
            return queue.remove(letter);
        }
        count("failed");
        if (letter.attempts == 1) {
            LOG.infof("letter will be tried again site=%s subject=%s reason=%s", letter.siteId, letter.subject, reason);
        }
        double fraction = ThreadLocalRandom.current().nextDouble();
        return queue.putBack(letter, now.plus(RetryPlan.delay(letter.attempts, fraction)), reason);
    }

    private void count(String outcome) {
        meters.counter("kontor.letters", "outcome", outcome).increment();
    }

    private void onContext(Runnable work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> work.run());
    }
}
