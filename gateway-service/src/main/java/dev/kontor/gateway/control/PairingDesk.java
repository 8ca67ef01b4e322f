package dev.kontor.gateway.control;

import dev.kontor.gateway.limit.Rate;
import dev.kontor.gateway.limit.TokenBuckets;
import dev.kontor.gateway.limit.Turn;
import dev.kontor.gateway.refusal.RefusalLog;
import dev.kontor.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;

/// For strangers: takes handshake messages, a few per address, and offers nothing else.
@ApplicationScoped
class PairingDesk implements Desk {
    private static final int ADDRESSES = 10_000;

    private final MessagePost post;
    private final RefusalLog refusals;
    private final TokenBuckets buckets;

    PairingDesk(MessagePost post, RefusalLog refusals, GatewaySettings settings) {
        this.post = post;
        this.refusals = refusals;
        this.buckets = new TokenBuckets(
                new Rate(
                        settings.limits().strangerPerSecond(), settings.limits().strangerBurst()),
                ADDRESSES);
    }

    @Override
    public Future<Void> answer(ControlRequest request, Reply reply) {
        String from = request.address().getHostAddress();
        return switch (buckets.take(from, System.nanoTime())) {
            case Turn.Later(long seconds) -> {
                refusals.add("pairing", from, request.target(), "rate", "too many messages from this address");
                yield reply.later(seconds);
            }
            case Turn.Granted _ when request.is("POST", "/pairing/messages") -> post.deliver(request, reply);
            case Turn.Granted _ -> {
                refusals.add("pairing", from, request.target(), "not-offered", "strangers may only pair");
                yield reply.empty(404);
            }
        };
    }
}
