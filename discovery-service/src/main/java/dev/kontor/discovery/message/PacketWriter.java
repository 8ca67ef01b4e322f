package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes one packet: collects its fields in key order, then the map.
final class PacketWriter {
    private final Map<Field, Consumer<CborWriter>> fields = new EnumMap<>(Field.class);

    private PacketWriter() {}

    static Bytes write(Packet packet, @Nullable Bytes signature, int atLeast) {
        PacketWriter writer = new PacketWriter();
        writer.put(Field.VERSION, out -> out.uint(Protocol.VERSION));
        writer.put(Field.TYPE, out -> out.uint(PacketType.of(packet).code()));
        writer.put(Field.TRANSACTION, out -> out.bytes(bytes(packet.transaction())));
        switch (packet) {
            case Packet.Request request -> writer.request(request);
            case Packet.Reply reply -> writer.reply(reply);
        }
        if (signature != null) {
            writer.put(Field.SIGNATURE, out -> out.bytes(signature));
        }
        writer.pad(atLeast);
        return writer.toBytes();
    }

    static Bytes bytes(TransactionId transaction) {
        return Bytes.of(ByteBuffer.allocate(Protocol.TRANSACTION_BYTES)
                .putLong(transaction.value())
                .array());
    }

    private void request(Packet.Request request) {
        if (request.sender() != null) {
            bytes(Field.SENDER, request.sender().raw());
        }
        flag(Field.PROVE, request.prove());
        if (request.token() != null) {
            bytes(Field.TOKEN, request.token());
        }
        switch (request.question()) {
            case Question.Ping _ -> {}
            case Question.Find find -> find(find);
            case Question.Store store -> {
                bytes(Field.TARGET, store.key().bytes());
                bytes(Field.RECORD, store.signed());
                Long expected = store.expected();
                if (expected != null) {
                    put(Field.EXPECTED, out -> out.uint(expected));
                }
            }
        }
    }

    private void find(Question.Find find) {
        bytes(Field.TARGET, find.target().bytes());
        flag(Field.RECORDS_WANTED, find.records());
        if (find.after() != null) {
            bytes(Field.AFTER, find.after());
        }
    }

    private void reply(Packet.Reply reply) {
        bytes(Field.SENDER, reply.sender().raw());
        bytes(Field.TOKEN, reply.token());
        bytes(Field.OBSERVED, reply.observed().compact());
        switch (reply.answer()) {
            case Answer.Pong _, Answer.Stored _ -> {}
            case Answer.Found found -> found(found);
            case Answer.Refused refused ->
                put(Field.REFUSAL, out -> out.uint(refused.refusal().code()));
        }
    }

    private void found(Answer.Found found) {
        put(Field.CONTACTS, out -> out.array(found.contacts(), (each, contact) -> each.bytes(compact(contact))));
        if (!found.records().isEmpty()) {
            put(Field.RECORDS, out -> out.bytesArray(found.records()));
        }
        flag(Field.MORE, found.more());
    }

    private static Bytes compact(Contact contact) {
        return Bytes.concat(contact.key().raw(), contact.address().compact());
    }

    private void flag(Field field, boolean set) {
        if (set) {
            put(field, out -> out.bool(true));
        }
    }

    private void bytes(Field field, Bytes value) {
        put(field, out -> out.bytes(value));
    }

    private void put(Field field, Consumer<CborWriter> value) {
        fields.put(field, value);
    }

    /// One byte for the key and at least one for the length: what is missing beyond these is filled with zeros.
    private void pad(int atLeast) {
        int missing = atLeast - toBytes().size();
        if (missing > 0) {
            bytes(Field.PADDING, Bytes.of(new byte[Math.max(0, missing - 2)]));
        }
    }

    private Bytes toBytes() {
        CborWriter out = new CborWriter();
        out.map(fields.size());
        fields.forEach((field, value) -> {
            out.uint(field.key());
            value.accept(out);
        });
        return out.toBytes();
    }
}
