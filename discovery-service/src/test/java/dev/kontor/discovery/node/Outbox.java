package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a node under siege sends, and what must hold of it: it fits a datagram and is read as what it is; a reply goes
/// to who asked, and until its address is proven by a token that the node gave to it, is no longer than what it asked.
final class Outbox {
    /// Specification: a token holds for 5 to 10 minutes.
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(10);

    private record Issued(NodeAddress to, Bytes token) {}

    private record Received(NodeAddress from, Packet packet, int size, boolean proven) {}

    private final Map<Issued, Instant> issued = new HashMap<>();
    private final Map<NodeAddress, Bytes> latest = new HashMap<>();
    private @Nullable Received received;

    /// What is accepted from now on is what comes of this packet.
    void open(NodeAddress from, Packet packet, int size, Instant now) {
        received = new Received(
                from, packet, size, packet instanceof Packet.Request request && isProven(from, request, now));
    }

    void close() {
        received = null;
    }

    private boolean isProven(NodeAddress from, Packet.Request request, Instant now) {
        Bytes token = request.token();
        Instant at = token == null ? null : issued.get(new Issued(from, token));
        return at != null && !at.plus(LONGEST_TOKEN).isBefore(now);
    }

    /// The last token that the node gave to this address.
    Optional<Bytes> tokenOf(NodeAddress address) {
        return Optional.ofNullable(latest.get(address));
    }

    void accept(Effect effect, Instant now) {
        switch (effect) {
            case Effect.Ask(NodeAddress _, Packet.Request request, int atLeast) -> {
                Bytes datagram = PacketCodec.encode(request, atLeast);
                assertTrue(datagram.size() <= Protocol.MAX_DATAGRAM, "a request longer than a datagram");
                assertEquals(request, PacketCodec.decode(datagram));
            }
            case Effect.Say say -> onSay(say, now);
            case Effect.LookedUp _, Effect.Published _, Effect.Contested _, Effect.Dropped _, Effect.Joined _ -> {}
        }
    }

    private void onSay(Effect.Say say, Instant now) {
        Received question = received;
        if (question == null || !question.from().equals(say.to())) {
            throw new AssertionError("a reply to nobody's question: " + say);
        }
        int size = PacketCodec.size(say.reply(), say.signed());
        assertTrue(size <= Protocol.MAX_DATAGRAM, "a reply longer than a datagram");
        assertTrue(
                question.proven() || size <= question.size(),
                "a reply of " + size + " bytes to " + question.size() + " bytes from nobody knows where");
        assertEquals(question.packet().transaction(), say.reply().transaction());
        assertEquals(say.reply(), PacketCodec.decode(PacketCodec.encode(say.reply())));
        issued.put(new Issued(say.to(), say.reply().token()), now);
        latest.put(say.to(), say.reply().token());
    }
}
