package dev.kontor.discovery.bench.flood;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What a flood consists of, a third each: random bytes, packets cut short, and good requests without a token, of which
/// half name a node that nobody knows and so ask to be remembered.
record Rubbish(RandomGenerator random) {
    List<ByteBuffer> datagrams(int count) {
        return Stream.generate(this::datagram)
                .limit(count)
                .map(bytes -> ByteBuffer.allocateDirect(bytes.size())
                        .put(bytes.toBuffer())
                        .flip())
                .toList();
    }

    private Bytes datagram() {
        return switch (random.nextInt(3)) {
            case 0 -> noise(1 + random.nextInt(Protocol.MAX_DATAGRAM));
            case 1 -> {
                Bytes whole = request(true);
                yield whole.slice(0, 1 + random.nextInt(whole.size() - 1));
            }
            default -> request(false);
        };
    }

    private Bytes noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private Bytes request(boolean store) {
        Question question = switch (random.nextInt(store ? 3 : 2)) {
            case 0 -> new Question.Ping();
            case 1 -> new Question.Find(Key.random(random), random.nextBoolean(), null);
            default -> new Question.Store(Key.random(random), noise(400));
        };
        VerifyKey sender = random.nextBoolean() ? new VerifyKey(noise(VerifyKey.SIZE)) : null;
        Bytes token = store ? noise(Protocol.TOKEN_BYTES) : null;
        int size = question instanceof Question.Find ? Protocol.FULL_DATAGRAM : Protocol.SMALL_DATAGRAM;
        return PacketCodec.encode(
                new Packet.Request(TransactionId.random(random), sender, random.nextBoolean(), token, question), size);
    }
}
