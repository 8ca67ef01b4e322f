package dev.kontor.discovery.message;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Packets to datagrams and back. A datagram is one deterministic CBOR map (docs/spec/dht.md):
///
/// | key | field | type | in |
/// |---|---|---|---|
/// | 0 | version | uint, 1 | all |
/// | 1 | type | uint, see [PacketType] | all |
/// | 2 | transaction | 8 bytes | all |
/// | 3 | sender | 32 bytes, Ed25519 key | replies; requests of nodes that can be reached |
/// | 4 | prove | true | requests, optional |
/// | 5 | token | 8 bytes | replies; requests, optional; `store` always |
/// | 6 | target | 32 bytes | `find`, `store` |
/// | 7 | records wanted | true | `find`, optional |
/// | 8 | after | 32 bytes, a publisher | `find`, optional |
/// | 9 | record | 1 to 1000 bytes, COSE_Sign1 | `store` |
/// | 10 | observed | 6 or 18 bytes, IP and port | replies |
/// | 11 | contacts | at most 20 times 38 or 50 bytes, key, IP and port | `found` |
/// | 12 | records | at most 20 times 1 to 1000 bytes | `found`, optional |
/// | 13 | more | true | `found`, optional |
/// | 14 | refusal | uint, see [Refusal] | `refused` |
/// | 15 | padding | bytes | requests, optional |
/// | 16 | signature | 64 bytes, Ed25519 | replies, when asked for |
///
/// The signature covers `kontor/dht/1` followed by every byte of the datagram before key 16.
public final class PacketCodec {
    private static final Bytes CONTEXT = Bytes.utf8(Protocol.PROOF_CONTEXT);
    /// The signature with its map key and its length: always the last bytes of a datagram.
    static final int SIGNATURE_FIELD = 3 + Protocol.SIGNATURE_BYTES;

    /// Three fields, the last of them eight bytes: nothing shorter is a packet.
    private static final int LEAST = 15;
    /// A map of up to 23 keys has its length in the last five bits of its head.
    private static final int MAP_MASK = 0xe0;

    private static final int MAP = 0xa0;
    private static final short VERSION_1 = 0x0001;
    private static final short TRANSACTION_OF_8 = 0x0248;

    private static final Bytes BLANK = Bytes.of(new byte[Protocol.SIGNATURE_BYTES]);

    private PacketCodec() {}

    public static Bytes encode(Packet packet) {
        return PacketWriter.write(packet, proofOf(packet), 0);
    }

    private static @Nullable Bytes proofOf(Packet packet) {
        return packet instanceof Packet.Reply reply && reply.proof() != null
                ? reply.proof().signature()
                : null;
    }

    /// The datagram of a request, padded to at least so many bytes.
    public static Bytes encode(Packet.Request request, int atLeast) {
        return PacketWriter.write(request, null, atLeast);
    }

    /// The datagram of a reply with a proof by `key`.
    public static Bytes encodeSigned(Packet.Reply reply, SigningKey key) {
        Bytes blank = PacketWriter.write(reply, BLANK, 0);
        Bytes covered = covered(blank);
        Bytes signature = Bytes.of(key.sign(covered.toArray()));
        return Bytes.concat(blank.slice(0, blank.size() - Protocol.SIGNATURE_BYTES), signature);
    }

    /// Reads one datagram; throws `MalformedException` for everything that is not exactly a packet of version 1.
    public static Packet decode(Bytes datagram) {
        return new PacketReader(datagram).read();
    }

    /// A glance at the beginning, which is the same in all packets: a map of few keys, version 1, a known type, and
    /// eight bytes of transaction. Costs next to nothing; what passes may still be malformed.
    public static boolean mayBePacket(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= LEAST
                && datagram.remaining() <= Protocol.MAX_DATAGRAM
                && (datagram.get(at) & MAP_MASK) == MAP
                && datagram.getShort(at + 1) == VERSION_1
                && datagram.get(at + 3) == Field.TYPE.key()
                && Byte.toUnsignedInt(datagram.get(at + 4)) <= PacketType.REFUSED.code()
                && datagram.getShort(at + 5) == TRANSACTION_OF_8;
    }

    /// How long the datagram of this packet is, with or without a signature still to come.
    public static int size(Packet packet, boolean signed) {
        return PacketSize.of(packet) + (signed ? SIGNATURE_FIELD : 0);
    }

    /// How long the datagram of a request is that is padded to at least so many bytes.
    public static int size(Packet.Request request, int atLeast) {
        return PacketSize.of(request, atLeast);
    }

    static Bytes covered(Bytes datagram) {
        return Bytes.concat(CONTEXT, datagram.slice(0, datagram.size() - SIGNATURE_FIELD));
    }
}
