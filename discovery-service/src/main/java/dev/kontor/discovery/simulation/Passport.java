package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who a node is, and how what it says gets onto the network: encoded and signed as in production, or as it is, with a
/// [Stamp] for a signature.
public record Passport(VerifyKey key, @Nullable SigningKey signing) {
    static Passport issue(boolean asOnTheWire, RandomGenerator random) {
        byte[] bytes = new byte[VerifyKey.SIZE];
        random.nextBytes(bytes);
        if (!asOnTheWire) {
            return new Passport(new VerifyKey(Bytes.of(bytes)), null);
        }
        SigningKey signing = SigningKey.fromSeed(Bytes.of(bytes));
        return new Passport(signing.verifyKey(), signing);
    }

    public Key point() {
        return Key.of(NodeId.of(key));
    }

    Contact at(NodeAddress address) {
        return Contact.of(key, address);
    }

    Letter request(Packet.Request request, int atLeast) {
        return signing == null
                ? Letter.of(request, PacketCodec.size(request, atLeast))
                : Letter.of(PacketCodec.encode(request, atLeast));
    }

    Letter reply(Packet.Reply reply, boolean signed) {
        if (signing != null) {
            return Letter.of(signed ? PacketCodec.encodeSigned(reply, signing) : PacketCodec.encode(reply));
        }
        int size = PacketCodec.size(reply, signed);
        Packet.Reply stamped = new Packet.Reply(
                reply.transaction(),
                reply.sender(),
                reply.observed(),
                reply.token(),
                reply.answer(),
                signed ? new Stamp(key) : null);
        return Letter.of(stamped, size);
    }
}
