package dev.kontor.discovery.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Datagrams of the DHT. One encoding of a packet is read, but for padding, whose contents say nothing.
public final class PacketTarget implements FuzzTarget {
    @Override
    public String name() {
        return "packet";
    }

    @Override
    public String what() {
        return "datagrams of the DHT, with the proofs in them";
    }

    @Override
    public int longest() {
        return Protocol.MAX_DATAGRAM + 1;
    }

    @Override
    public List<byte[]> seeds() {
        return GoldenVectorsTest.datagrams().values().stream()
                .map(Bytes::toArray)
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(Bytes.of(input)));
    }

    private static void read(Bytes datagram) {
        Packet packet = PacketCodec.decode(datagram);
        Bytes written = PacketCodec.encode(packet);
        assertEquals(written.size(), PacketCodec.size(packet, false), "the size is known before writing");
        switch (packet) {
            case Packet.Request request when !written.equals(datagram) -> requireOnlyPadding(request, datagram);
            case Packet.Request _ -> {}
            case Packet.Reply reply -> {
                assertEquals(datagram, written, "two encodings of one reply");
                weigh(reply.proof(), reply);
            }
        }
    }

    private static void requireOnlyPadding(Packet.Request request, Bytes datagram) {
        Bytes bare = PacketCodec.encode(request);
        assertTrue(bare.size() < datagram.size(), "what is shorter than we write it is not the same");
        // The map's head counts the padding; what lies between it and the padding is the same.
        assertEquals(bare.at(0) + 1, datagram.at(0));
        assertEquals(bare.slice(1, bare.size() - 1), datagram.slice(1, bare.size() - 1));
        assertEquals(request, PacketCodec.decode(PacketCodec.encode(request, datagram.size() - 2)));
    }

    private static void weigh(@Nullable Proof proof, Packet.Reply reply) {
        if (proof != null) {
            assertTrue(proof.holds(reply.sender()) || !proof.signature().empty());
        }
    }
}
