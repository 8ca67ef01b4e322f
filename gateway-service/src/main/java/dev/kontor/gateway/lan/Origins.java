package dev.kontor.gateway.lan;

import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.catalogue.Catalogue.Shared;
import dev.kontor.gateway.catalogue.Mode;
import dev.kontor.gateway.catalogue.OwnNamespaces;
import dev.kontor.gateway.catalogue.PartnerCatalogues;
import dev.kontor.gateway.peer.PeerAnswer;
import dev.kontor.gateway.peer.PeerRequest;
import dev.kontor.gateway.peer.Peers;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.gateway.upstream.Passage;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Where content comes from, and the passing of it: snapshots from transfer-service, a partner's live namespace
/// from its gateway, our own live namespace from connector-service. Nothing is buffered; conditions and ranges are
/// the far end's business. The futures fail with a problem while nothing has been answered yet.
@ApplicationScoped
class Origins {
    private static final List<String> ASKED_HEADERS = List.of(
            "Accept",
            "Accept-Language",
            "Cache-Control",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Range",
            "Want-Repr-Digest",
            "X-Request-Id");

    private final Upstreams upstreams;
    private final OwnNamespaces own;
    private final PartnerCatalogues catalogues;
    private final Peers peers;
    private final Duration content;
    private final Duration live;

    Origins(
            Upstreams upstreams,
            OwnNamespaces own,
            PartnerCatalogues catalogues,
            Peers peers,
            GatewaySettings settings) {
        this.upstreams = upstreams;
        this.own = own;
        this.catalogues = catalogues;
        this.peers = peers;
        this.content = settings.deadlines().content();
        this.live = settings.deadlines().admin();
    }

    Future<Void> own(HttpServerRequest request, Caller caller, LanTarget.Content target, OrgId orgId) {
        return switch (own.modeOf(target.namespace().text())) {
            case SNAPSHOT -> snapshot(request, caller, target, orgId);
            case LIVE -> from(Upstream.CONNECTOR, "/internal/live/", request, caller, target, live);
        };
    }

    Future<Void> theirs(HttpServerRequest request, Caller caller, LanTarget.Content target, PartnerView partner) {
        request.pause();
        return catalogues.of(partner).compose(known -> {
            Mode mode = known.catalogue()
                    .flatMap(catalogue -> catalogue.find(target.namespace()))
                    .map(Shared::mode)
                    .orElse(Mode.SNAPSHOT);
            return switch (mode) {
                case SNAPSHOT -> snapshot(request, caller, target, partner.orgId());
                case LIVE -> live(request, target, partner);
            };
        });
    }

    private Future<Void> snapshot(HttpServerRequest request, Caller caller, LanTarget.Content target, OrgId orgId) {
        return from(Upstream.TRANSFER, "/internal/content/" + orgId + "/", request, caller, target, content);
    }

    private Future<Void> from(
            Upstream service,
            String prefix,
            HttpServerRequest request,
            Caller caller,
            LanTarget.Content target,
            Duration head) {
        return upstreams
                .open(service, request.method(), prefix + target.namespace() + target.uri() + query(request), head)
                .compose(out -> send(out, request, caller))
                .recover(failure -> Future.failedFuture(ProblemType.UNAVAILABLE.because(
                        service.service() + " cannot be reached at the moment; it is started again by itself.")))
                .compose(response -> pass(service, response, request));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest out, HttpServerRequest request, Caller caller) {
        out.headers().addAll(asked(request));
        out.putHeader("Kontor-Actor", caller.name());
        return out.send();
    }

    private static Future<Void> pass(Upstream service, HttpClientResponse response, HttpServerRequest request) {
        if (response.statusCode() == 401) {
            response.request().reset();
            return Future.failedFuture(ProblemType.SERVICE_FAILED.because(
                    service.service() + " does not know this gateway's certificate."));
        }
        return Passage.pass(new Passage.Head(response.statusCode(), response.headers()), response, request)
                .onFailure(broken -> response.request().reset());
    }

    private Future<Void> live(HttpServerRequest request, LanTarget.Content target, PartnerView partner) {
        String uri = "/live/" + target.namespace() + target.uri() + query(request);
        PeerRequest asked = new PeerRequest(request.method().name(), uri, asked(request));
        Future<PeerAnswer> sent = partner.sites().isEmpty()
                ? Future.failedFuture(new IOException("the partner's site has not shown itself"))
                : peers.send(partner.sites().getFirst(), asked, live);
        return sent.recover(failure -> Future.failedFuture(ProblemType.PARTNER_OFFLINE.because(
                        "The partner " + partner.petname() + " cannot be reached, and " + target.namespace()
                                + " is live: there is no copy of it here.")))
                .compose(answer -> pass(answer, request, target, partner));
    }

    private Future<Void> pass(
            PeerAnswer answer, HttpServerRequest request, LanTarget.Content target, PartnerView partner) {
        if (answer.status() == 404 && !answer.headers().contains("Kontor-Source")) {
            answer.abandon();
            return Future.failedFuture(ProblemType.NOT_FOUND.because("The partner " + partner.petname()
                    + " shares no such thing with this site, or no more: " + target.namespace() + target.uri()));
        }
        return Passage.pass(new Passage.Head(answer.status(), answer.headers()), answer, request)
                .onFailure(broken -> answer.abandon());
    }

    private static MultiMap asked(HttpServerRequest request) {
        MultiMap asked = MultiMap.caseInsensitiveMultiMap();
        for (String name : ASKED_HEADERS) {
            List<String> values = request.headers().getAll(name);
            if (!values.isEmpty()) {
                asked.add(name, values);
            }
        }
        return asked;
    }

    private static String query(HttpServerRequest request) {
        return request.query() == null ? "" : "?" + request.query();
    }
}
