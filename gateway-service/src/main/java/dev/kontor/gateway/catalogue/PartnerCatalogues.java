package dev.kontor.gateway.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.gateway.peer.PeerAnswer;
import dev.kontor.gateway.peer.PeerRequest;
import dev.kontor.gateway.peer.Peers;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What each partner shares with us, as its gateway last said. An answer is good for [#FRESH]; after that it is
/// still used while it is asked for again, so that only the first request ever waits. Safe for use on several event
/// loops.
@ApplicationScoped
public class PartnerCatalogues {
    // Our choice.
    static final Duration FRESH = Duration.ofSeconds(15);
    private static final int LARGEST = 2 << 20;

    private final Peers peers;
    private final ObjectMapper json;
    private final Duration deadline;
    private final Clock clock = Clock.systemUTC();
    private final Map<OrgId, Known> known = new ConcurrentHashMap<>();

    /// What is known of a partner's catalogue.
    ///
    /// @param catalogue as last heard, if ever
    /// @param heardAt when that was
    /// @param askedAt when it was last asked for
    /// @param reachable whether the partner answered then
    public record Known(Optional<Catalogue> catalogue, Instant heardAt, Instant askedAt, boolean reachable) {}

    PartnerCatalogues(Peers peers, ObjectMapper json, GatewaySettings settings) {
        this.peers = peers;
        this.json = json;
        this.deadline = settings.deadlines().connect();
    }

    /// What is known now; asks the partner when nothing is, or for next time when it is old.
    public Future<Known> of(PartnerView partner) {
        Known before = known.get(partner.orgId());
        if (before == null) {
            return ask(partner);
        }
        if (before.askedAt().plus(FRESH).isBefore(clock.instant())) {
            known.put(
                    partner.orgId(),
                    new Known(before.catalogue(), before.heardAt(), clock.instant(), before.reachable()));
            ask(partner);
        }
        return Future.succeededFuture(before);
    }

    /// Asks the partner now; never fails.
    public Future<Known> ask(PartnerView partner) {
        return fetch(partner)
                .map(catalogue -> new Known(Optional.of(catalogue), clock.instant(), clock.instant(), true))
                .otherwise(unreachable -> unheard(partner.orgId()))
                .onSuccess(heard -> known.put(partner.orgId(), heard));
    }

    private Known unheard(OrgId partner) {
        Known before = known.get(partner);
        return before == null
                ? new Known(Optional.empty(), Instant.EPOCH, clock.instant(), false)
                : new Known(before.catalogue(), before.heardAt(), clock.instant(), false);
    }

    private Future<Catalogue> fetch(PartnerView partner) {
        return partner.sites().isEmpty()
                ? Future.failedFuture(new IOException("the partner has no site"))
                : peers.send(partner.sites().getFirst(), PeerRequest.get("/catalogue"), deadline)
                        .compose(this::read);
    }

    private Future<Catalogue> read(PeerAnswer answer) {
        Promise<Catalogue> read = Promise.promise();
        Buffer all = Buffer.buffer();
        answer.exceptionHandler(read::tryFail).endHandler(ended -> parse(answer.status(), all, read));
        answer.handler(part -> {
            all.appendBuffer(part);
            if (all.length() > LARGEST) {
                answer.abandon();
            }
        });
        return read.future();
    }

    private void parse(int status, Buffer body, Promise<Catalogue> read) {
        try {
            if (status == 200) {
                read.tryComplete(json.readValue(body.getBytes(), Catalogue.class));
            } else {
                read.tryFail(new IOException("the partner answered " + status));
            }
        } catch (IOException malformed) {
            read.tryFail(malformed);
        }
    }
}
