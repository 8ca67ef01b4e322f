package dev.kontor.gateway.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.tls.PeerEndpoint;
import dev.kontor.kit.tls.PeerTls;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.sign.SignedRecord;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Asks partners' gateways. The endpoint comes from the partner's descriptor as identity-service last saw it; when
/// nobody answers there, discovery-service is asked for a newer one. Call it on a Vert.x event loop: the answer's
/// events come on the same.
@ApplicationScoped
public class Peers {
    private static final String ALPN = "http/1.1";
    private static final int ENDPOINTS_TRIED = 4;

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final PeerEndpoint tls;
    private final Duration connect;
    private final Clock clock = Clock.systemUTC();
    private final Map<EventLoop, PeerConnections> perLoop = new ConcurrentHashMap<>();

    Peers(Vertx vertx, Upstreams upstreams, PeerTls tls, TrustProjection trust, GatewaySettings settings) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.tls = tls.client(trust::pinOf, ALPN);
        this.connect = settings.deadlines().connect();
    }

    /// Sends the request, over a connection that waits or over a new one. A connection that turns out to have been
    /// closed in the meantime costs one more try.
    ///
    /// @param head until when the head of the answer must be here
    public Future<PeerAnswer> send(PartnerSite site, PeerRequest request, Duration head) {
        PeerConnections connections = connections();
        GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), request.headers(), MultiMap::set);
        Channel waiting = connections.waiting(site.siteId());
        if (waiting == null) {
            return sendFresh(connections, site, request, head);
        }
        return over(connections, waiting, request, head).recover(closed -> sendFresh(connections, site, request, head));
    }

    private Future<PeerAnswer> sendFresh(
            PeerConnections connections, PartnerSite site, PeerRequest request, Duration head) {
        return openAny(
                        connections,
                        site,
                        endpoints(site.descriptor()).iterator(),
                        new IOException("it has no endpoint"))
                .recover(unreachable ->
                        newer(site).compose(endpoints -> openAny(connections, site, endpoints.iterator(), unreachable)))
                .compose(channel -> over(connections, channel, request, head));
    }

    private static Future<PeerAnswer> over(
            PeerConnections connections, Channel channel, PeerRequest request, Duration head) {
        Promise<PeerAnswer> answer = Promise.promise();
        connections.send(channel, request, head, answer);
        return answer.future();
    }

    private Future<Channel> openAny(
            PeerConnections connections, PartnerSite site, Iterator<Endpoint> endpoints, Throwable last) {
        if (!endpoints.hasNext()) {
            return Future.failedFuture(last);
        }
        Promise<Channel> opened = Promise.promise();
        connections.open(site.siteId(), endpoints.next(), opened);
        return opened.future().recover(failure -> openAny(connections, site, endpoints, failure));
    }

    private Future<List<Endpoint>> newer(PartnerSite site) {
        return upstreams
                .get(Upstream.DISCOVERY, "/internal/sites/" + site.siteId() + "?fresh=true")
                .map(answer -> answer.good() ? verified(site, answer.body()) : List.of());
    }

    /// Whose site it is was decided when it was pinned.
    private Verdict<Descriptor> verify(PartnerSite site, SignedRecord record) {
        OrgId organisation = Descriptor.decode(
                        SignedRecord.parse(site.descriptor()).payload())
                .orgId();
        return Descriptor.verify(record, organisation, site.siteId(), clock.instant());
    }

    private List<Endpoint> verified(PartnerSite site, JsonNode body) {
        try {
            SignedRecord record =
                    SignedRecord.parse(Bytes.fromBase64Url(body.path("record").asText()));
            return switch (verify(site, record)) {
                case Verdict.Verified<Descriptor>(Descriptor descriptor, SignedRecord _)
                when descriptor.siteId().equals(site.siteId())
                        && descriptor.caKeyHash().equals(site.caKeyHash()) -> direct(descriptor);
                case Verdict.Verified<Descriptor> _ -> List.of();
                case Verdict.Refused<Descriptor> _ -> List.of();
            };
        } catch (MalformedException malformed) {
            return List.of();
        }
    }

    private static List<Endpoint> endpoints(Bytes descriptor) {
        try {
            return direct(Descriptor.decode(SignedRecord.parse(descriptor).payload()));
        } catch (MalformedException malformed) {
            return List.of();
        }
    }

    private static List<Endpoint> direct(Descriptor descriptor) {
        return descriptor.endpoints().stream().limit(ENDPOINTS_TRIED).toList();
    }

    private PeerConnections connections() {
        EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        return perLoop.computeIfAbsent(loop, fresh -> new PeerConnections(fresh, tls, connect));
    }
}
