package dev.kontor.discovery.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.peer.PeerCall;
import dev.kontor.kit.peer.PeerHttp;
import dev.kontor.kit.peer.PeerReply;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.sign.SignedRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/// Asks a partner's site for its page, at one after another of the addresses that its descriptor names. Answers arrive
/// on the caller's Vert.x context.
@ApplicationScoped
class Caller {
    private static final String DOOR = "http/1.1";
    private static final String PATH = "/address-book";
    private static final String MEDIA_TYPE = "application/json";
    private static final int ENDPOINTS_TRIED = 4;

    private final PeerHttp http;
    private final ObjectMapper json;

    Caller(PeerHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    Uni<Page> ask(Partners.Site site, Page question, Duration deadline) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<Page> answer = ask(site, write(question), endpoints(site).iterator(), deadline);
            return caller == null ? answer : answer.emitOn(work -> caller.runOnContext(_ -> work.run()));
        });
    }

    private Uni<Page> ask(Partners.Site site, Bytes question, Iterator<Endpoint> endpoints, Duration deadline) {
        if (!endpoints.hasNext()) {
            return Uni.createFrom().failure(new IOException("the site's descriptor names no address"));
        }
        PeerCall call = new PeerCall(
                site.id(),
                site.site().caKeyHash(),
                endpoints.next(),
                DOOR,
                PATH,
                new PeerCall.Content(MEDIA_TYPE, question));
        Uni<Page> answer = http.post(call, deadline).map(this::read);
        return endpoints.hasNext()
                ? answer.onFailure().recoverWithUni(() -> ask(site, question, endpoints, deadline))
                : answer;
    }

    private static List<Endpoint> endpoints(Partners.Site site) {
        try {
            return Descriptor.decode(
                            SignedRecord.parse(site.site().descriptor()).payload())
                    .endpoints()
                    .stream()
                    .limit(ENDPOINTS_TRIED)
                    .toList();
        } catch (MalformedException malformed) {
            return List.of();
        }
    }

    private Page read(PeerReply reply) {
        if (!reply.good()) {
            throw new UncheckedIOException(new IOException("it answered with status " + reply.status()));
        }
        try {
            return json.readValue(reply.body().toArray(), Page.class);
        } catch (IOException malformed) {
            throw new UncheckedIOException(new IOException("its page cannot be read", malformed));
        }
    }

    private Bytes write(Page page) {
        try {
            return Bytes.of(json.writeValueAsBytes(page));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("no JSON for a page", impossible);
        }
    }
}
