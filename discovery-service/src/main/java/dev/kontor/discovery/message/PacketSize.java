package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.util.List;

/// How long a datagram is, without writing it: what a node may answer depends on that, for every request.
final class PacketSize {
    /// Map key of one byte and one byte of value: version, type, refusal and every mark.
    private static final int SMALL_FIELD = 2;
    /// Map keys are below 24, so each takes one byte.
    private static final int FIELD_KEY = 1;
    /// The map's head, and version, type and transaction, which every packet has.
    private static final int COMMON = 1 + 2 * SMALL_FIELD + FIELD_KEY + 1 + Protocol.TRANSACTION_BYTES;

    private static final int SENDER = FIELD_KEY + string(Protocol.KEY_BYTES);
    private static final int TOKEN = FIELD_KEY + string(Protocol.TOKEN_BYTES);
    private static final int TARGET = FIELD_KEY + string(32);

    private PacketSize() {}

    static int of(Packet packet) {
        return switch (packet) {
            case Packet.Request request -> of(request);
            case Packet.Reply reply -> of(reply);
        };
    }

    static int of(Packet.Request request, int atLeast) {
        int size = of(request);
        int missing = atLeast - size;
        return missing <= 0 ? size : size + FIELD_KEY + string(Math.max(0, missing - 2));
    }

    private static int of(Packet.Request request) {
        int size = COMMON + (request.sender() == null ? 0 : SENDER) + (request.token() == null ? 0 : TOKEN);
        size += mark(request.prove());
        return size
                + switch (request.question()) {
                    case Question.Ping _ -> 0;
                    case Question.Find(var _, boolean records, Bytes after) ->
                        TARGET + mark(records) + (after == null ? 0 : FIELD_KEY + string(after.size()));
                    case Question.Store(var _, Bytes signed, Long expected) ->
                        TARGET
                                + FIELD_KEY
                                + string(signed.size())
                                + (expected == null ? 0 : FIELD_KEY + uint(expected));
                };
    }

    private static int of(Packet.Reply reply) {
        int observed = FIELD_KEY + string(compact(reply.observed()));
        int proof = reply.proof() == null ? 0 : PacketCodec.SIGNATURE_FIELD;
        return COMMON
                + SENDER
                + TOKEN
                + observed
                + proof
                + switch (reply.answer()) {
                    case Answer.Pong _, Answer.Stored _ -> 0;
                    case Answer.Refused _ -> SMALL_FIELD;
                    case Answer.Found found ->
                        contacts(found.contacts()) + records(found.records()) + mark(found.more());
                };
    }

    private static int contacts(List<Contact> contacts) {
        int size = FIELD_KEY + head(contacts.size());
        for (Contact contact : contacts) {
            size += string(Protocol.KEY_BYTES + compact(contact.address()));
        }
        return size;
    }

    private static int records(List<Bytes> records) {
        if (records.isEmpty()) {
            return 0;
        }
        int size = FIELD_KEY + head(records.size());
        for (Bytes signed : records) {
            size += string(signed.size());
        }
        return size;
    }

    private static int mark(boolean set) {
        return set ? SMALL_FIELD : 0;
    }

    private static int compact(NodeAddress address) {
        return address.ip().size() + 2;
    }

    private static int string(int length) {
        return head(length) + length;
    }

    private static int uint(long value) {
        return value < 1 << 16 ? head((int) value) : value < 1L << 32 ? 5 : 9;
    }

    private static int head(int value) {
        return value < 24 ? 1 : value < 256 ? 2 : 3;
    }
}
