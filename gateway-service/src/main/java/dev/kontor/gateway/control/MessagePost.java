package dev.kontor.gateway.control;

import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Hands a message of another site to identity-service, which alone can read it, and says who the connection proved the
/// sender to be.
@ApplicationScoped
class MessagePost {
    private static final String INTAKE = "/internal/pairing/messages";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Upstreams upstreams;

    MessagePost(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /// Answers with identity-service's status and nothing else of what it says.
    Future<Void> deliver(ControlRequest request, Reply reply) {
        return upstreams
                .open(Upstream.IDENTITY, HttpMethod.POST, INTAKE, DEADLINE)
                .compose(out -> out.putHeader("Content-Type", "application/cose")
                        .putHeader("Kontor-Peer-Site", request.peer().siteId().toString())
                        .putHeader("Kontor-Peer-Ca", request.peer().caKeyHash().hex())
                        .send(Buffer.buffer(request.body().toArray())))
                .map(response -> status(response.statusCode()))
                .otherwise(503)
                .compose(reply::empty);
    }

    private static int status(int inner) {
        return switch (inner) {
            case 200, 202, 204 -> 202;
            case 400, 413, 415, 429 -> inner;
            default -> 503;
        };
    }
}
