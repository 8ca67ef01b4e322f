package dev.kontor.discovery.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.sign.SigningKey;
import org.junit.jupiter.api.Test;

class PacketCodecTest {
    private static final SigningKey KEY = RandomPackets.signingKey(Generator.seeded(1));

    @Test
    void readsWhatItWrites() {
        Generator.check(500, generator -> {
            Packet packet = RandomPackets.packet(generator);
            assertEquals(packet, PacketCodec.decode(PacketCodec.encode(packet)));
        });
    }

    @Test
    void aGlanceLetsEveryPacketPassAndNothingElseThatItCanTell() {
        Generator.check(500, generator -> {
            Bytes datagram = PacketCodec.encode(RandomPackets.packet(generator));
            assertTrue(PacketCodec.mayBePacket(datagram.toBuffer()));
            Bytes changed = Bytes.of(generator.flipOneBit(datagram.toArray()));
            if (!PacketCodec.mayBePacket(changed.toBuffer())) {
                assertThrows(MalformedException.class, () -> PacketCodec.decode(changed));
            }
        });
        assertFalse(PacketCodec.mayBePacket(Bytes.EMPTY.toBuffer()));
        assertFalse(PacketCodec.mayBePacket(Bytes.of(new byte[100]).toBuffer()));
        assertFalse(PacketCodec.mayBePacket(
                Bytes.concat(PacketCodec.encode(RandomPackets.packet(Generator.seeded(1))), Bytes.of(new byte[1_400]))
                        .toBuffer()));
    }

    @Test
    void padsARequestToTheSizeOfItsReply() {
        Generator.check(200, generator -> {
            Packet.Request request = RandomPackets.request(generator);
            int bare = PacketCodec.encode(request).size();
            int atLeast = generator.between(1, Protocol.PADDED_FOR_RECORDS);
            Bytes padded = PacketCodec.encode(request, atLeast);
            assertEquals(padded.size(), PacketCodec.size(request, atLeast));
            assertTrue(padded.size() >= atLeast && padded.size() <= Math.max(bare + 2, atLeast + 2));
            assertTrue(padded.size() <= Protocol.MAX_DATAGRAM);
            assertEquals(request, PacketCodec.decode(padded));
        });
    }

    @Test
    void knowsTheSizeOfAPacketWithoutWritingIt() {
        Generator.check(500, generator -> {
            Packet packet = RandomPackets.packet(generator);
            assertEquals(PacketCodec.encode(packet).size(), PacketCodec.size(packet, false));
        });
        Generator.check(50, generator -> {
            Packet.Reply reply = RandomPackets.reply(generator, KEY.verifyKey());
            assertEquals(PacketCodec.encodeSigned(reply, KEY).size(), PacketCodec.size(reply, true));
        });
    }

    @Test
    void provesWhoReplied() {
        Generator.check(50, generator -> {
            Packet.Reply reply = RandomPackets.reply(generator, KEY.verifyKey());
            Packet.Reply read = (Packet.Reply) PacketCodec.decode(PacketCodec.encodeSigned(reply, KEY));
            Proof proof = assertNotNullProof(read);
            assertTrue(proof.holds(KEY.verifyKey()));
            assertFalse(proof.holds(RandomPackets.signingKey(generator).verifyKey()));
            assertEquals(reply.answer(), read.answer());
        });
    }

    @Test
    void noticesEveryFlippedBitOfASignedReply() {
        Generator.check(200, generator -> {
            Packet.Reply reply = RandomPackets.reply(generator, KEY.verifyKey());
            byte[] signed = PacketCodec.encodeSigned(reply, KEY).toArray();
            assertFalse(isProven(Bytes.of(generator.flipOneBit(signed))));
        });
    }

    private static boolean isProven(Bytes datagram) {
        try {
            return PacketCodec.decode(datagram) instanceof Packet.Reply reply
                    && reply.proof() != null
                    && reply.proof().holds(KEY.verifyKey());
        } catch (MalformedException _) {
            return false;
        }
    }

    private static Proof assertNotNullProof(Packet.Reply reply) {
        assertNotNull(reply.proof());
        return reply.proof();
    }

    @Test
    void knowsTheSizeBeforeItSigns() {
        Generator.check(50, generator -> {
            Packet.Reply reply = RandomPackets.reply(generator, KEY.verifyKey());
            assertEquals(PacketCodec.encodeSigned(reply, KEY).size(), PacketCodec.size(reply, true));
            assertEquals(PacketCodec.encode(reply).size(), PacketCodec.size(reply, false));
        });
    }

    @Test
    void endsHostileBytesInOneException() {
        Generator.check(3_000, generator -> {
            byte[] bytes = generator.chance(0.5)
                    ? generator.bytesUpTo(200)
                    : generator.flipOneBit(
                            PacketCodec.encode(RandomPackets.packet(generator)).toArray());
            decodeOrRefuse(Bytes.of(bytes));
        });
    }

    @Test
    void endsEveryTruncationInOneException() {
        Bytes whole = PacketCodec.encode(RandomPackets.reply(Generator.seeded(4), KEY.verifyKey()));
        for (int size = 0; size < whole.size(); size++) {
            Bytes cut = whole.slice(0, size);
            assertThrows(MalformedException.class, () -> PacketCodec.decode(cut));
        }
    }

    private static void decodeOrRefuse(Bytes bytes) {
        try {
            assertEquals(bytes, PacketCodec.encode(PacketCodec.decode(bytes)), "there is one encoding of a packet");
        } catch (MalformedException expected) {
            assertFalse(expected.reason().isEmpty());
        }
    }

    @Test
    void refusesAnotherVersion() {
        Bytes datagram = new CborWriter()
                .map(3)
                .key(0)
                .uint(2)
                .key(1)
                .uint(0)
                .key(2)
                .bytes(transaction())
                .toBytes();
        MalformedException refused = assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram));
        assertTrue(refused.reason().contains("version 2"), refused.reason());
    }

    @Test
    void refusesFieldsThatTheTypeDoesNotHave() {
        Bytes datagram = new CborWriter()
                .map(4)
                .key(0)
                .uint(1)
                .key(1)
                .uint(0)
                .key(2)
                .bytes(transaction())
                .key(14)
                .uint(0)
                .toBytes();
        assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram));
    }

    @Test
    void refusesFieldsOutOfOrderOrTwice() {
        CborWriter twice =
                new CborWriter().map(4).key(0).uint(1).key(1).uint(0).key(1).uint(0);
        Bytes datagram = twice.key(2).bytes(transaction()).toBytes();
        assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram));
    }

    @Test
    void refusesAShortDatagramThatAnnouncesASignature() {
        Bytes datagram = new CborWriter().map(1).key(16).bytes(Bytes.EMPTY).toBytes();
        assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram));
    }

    @Test
    void refusesWhatIsLongerThanADatagram() {
        Bytes datagram = Bytes.of(new byte[Protocol.MAX_DATAGRAM + 1]);
        assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram));
    }

    private static Bytes transaction() {
        return Bytes.of(new byte[8]);
    }
}
