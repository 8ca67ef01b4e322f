package dev.kontor.gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.gateway.catalogue.Catalogue;
import dev.kontor.gateway.catalogue.Catalogue.Shared;
import dev.kontor.gateway.catalogue.Mode;
import dev.kontor.gateway.catalogue.OwnNamespaces;
import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.id.OrgId;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// What partners are given once it has been decided that they may have it.
@ApplicationScoped
class PartnerServices {
    private static final List<String> ASKED_HEADERS = List.of(
            "Accept",
            "Accept-Language",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Range",
            "X-Request-Id");

    private final MessagePost post;
    private final Upstreams upstreams;
    private final OwnNamespaces own;
    private final ObjectMapper json;
    private final Duration head;

    PartnerServices(
            MessagePost post, Upstreams upstreams, OwnNamespaces own, ObjectMapper json, GatewaySettings settings) {
        this.post = post;
        this.upstreams = upstreams;
        this.own = own;
        this.json = json;
        this.head = settings.deadlines().admin();
    }

    Future<Void> deliver(ControlRequest request, Reply reply) {
        return post.deliver(request, reply);
    }

    /// What the partner's site tells of itself goes to discovery-service, what we tell comes back.
    Future<Void> addressBook(ControlRequest request, Reply reply) {
        return upstreams
                .open(
                        Upstream.DISCOVERY,
                        HttpMethod.POST,
                        "/internal/address-books/" + request.peer().siteId(),
                        head)
                .compose(out -> out.putHeader("Content-Type", "application/json")
                        .send(Buffer.buffer(request.body().toArray())))
                .compose(
                        response -> response.statusCode() == 200
                                ? reply.stream(response, MultiMap.caseInsensitiveMultiMap())
                                : reply.empty(refusal(response.statusCode())),
                        unreachable -> reply.empty(503));
    }

    private static int refusal(int inner) {
        return inner == 400 || inner == 404 ? inner : 503;
    }

    Future<Void> catalogue(Reply reply, OrgId self, List<Grant> readable) {
        List<Shared> shared = readable.stream().map(this::shared).distinct().toList();
        return reply.whole(
                200, "application/json", bytes(new Catalogue(self, shared)), MultiMap.caseInsensitiveMultiMap());
    }

    boolean isLive(LiveTarget target) {
        return own.modeOf(target.namespace().text()) == Mode.LIVE;
    }

    /// The answer bears `Kontor-Source: live`, so that the source's own 404 can be told from ours.
    Future<Void> live(ControlRequest request, Reply reply, LiveTarget target) {
        MultiMap mark = MultiMap.caseInsensitiveMultiMap().add("Kontor-Source", "live");
        return upstreams
                .open(Upstream.CONNECTOR, HttpMethod.valueOf(request.method()), target.inner() + request.query(), head)
                .compose(out -> {
                    ASKED_HEADERS.stream()
                            .filter(request.headers()::contains)
                            .forEach(name ->
                                    out.putHeader(name, request.headers().getAll(name)));
                    return out.putHeader("Kontor-Actor", request.peer().siteId().toString())
                            .send();
                })
                .compose(response -> reply.stream(response, mark), unreachable -> reply.empty(503));
    }

    private Shared shared(Grant grant) {
        String namespace = grant.resource().namespace().text();
        return new Shared(
                grant.resource().namespace(),
                own.modeOf(namespace),
                grant.resource().pathPrefix().text());
    }

    private byte[] bytes(Catalogue catalogue) {
        try {
            return json.writeValueAsBytes(catalogue);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("no JSON for a catalogue", impossible);
        }
    }
}
