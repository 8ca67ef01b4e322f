package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.sign.VerifyKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one packet. Fields are collected first, then the type says whether they are the right ones.
final class PacketReader {
    private static final int COMPACT_V4 = 6;
    private static final int COMPACT_V6 = 18;

    private final Bytes datagram;
    private final CborReader in;
    private int seen;
    private @Nullable PacketType type;
    private @Nullable TransactionId transaction;
    private @Nullable VerifyKey sender;
    private @Nullable Bytes token;
    private @Nullable Key target;
    private @Nullable Bytes after;
    private @Nullable Bytes signed;
    private @Nullable NodeAddress observed;
    private @Nullable Long expected;
    private @Nullable Refusal refusal;
    private @Nullable Proof proof;
    private List<Contact> contacts = List.of();
    private List<Bytes> records = List.of();

    PacketReader(Bytes datagram) {
        if (datagram.size() > Protocol.MAX_DATAGRAM) {
            throw new MalformedException(Protocol.MAX_DATAGRAM, "longer than a datagram of ours can be");
        }
        this.datagram = datagram;
        this.in = new CborReader(datagram);
    }

    Packet read() {
        int count = in.readMap(Field.COUNT);
        for (int i = 0; i < count; i++) {
            field(nextField());
        }
        in.expectEnd();
        PacketType known = type;
        if (known == null || !known.accepts(seen)) {
            throw malformed("the fields do not fit the type");
        }
        return packet(known);
    }

    private Field nextField() {
        Field field = Field.of(in.readUint()).orElseThrow(() -> malformed("no such field"));
        if (field.bit() <= Integer.highestOneBit(seen)) {
            throw malformed("fields out of order");
        }
        seen |= field.bit();
        return field;
    }

    private void field(Field field) {
        switch (field) {
            case VERSION -> version(in.readUint());
            case TYPE -> type = PacketType.of(in.readUint()).orElseThrow(() -> malformed("no such type"));
            case TRANSACTION ->
                transaction = new TransactionId(
                        exactly(Protocol.TRANSACTION_BYTES).toBuffer().getLong());
            case SENDER -> sender = VerifyKey.read(in);
            case PROVE, RECORDS_WANTED, MORE -> onlyTrue();
            case TOKEN -> token = exactly(Protocol.TOKEN_BYTES);
            case TARGET -> target = Key.of(exactly(Key.BYTES));
            case AFTER -> after = exactly(Protocol.PUBLISHER_BYTES);
            case RECORD -> signed = oneRecord();
            case OBSERVED -> observed = address(in.readBytes(COMPACT_V6));
            case CONTACTS -> contacts = in.readList(Protocol.MAX_CONTACTS, _ -> contact());
            case RECORDS -> records = records();
            case REFUSAL -> refusal = Refusal.of(in.readUint()).orElseThrow(() -> malformed("no such refusal"));
            case PADDING -> in.readBytes(Protocol.MAX_DATAGRAM);
            case SIGNATURE -> proof = signature();
            case EXPECTED -> expected = in.readUint();
        }
    }

    /// Read first: only a datagram that has a signature has something that it covers.
    private Proof signature() {
        Bytes signature = exactly(Protocol.SIGNATURE_BYTES);
        return new Proof.Signature(PacketCodec.covered(datagram), signature);
    }

    private void version(long version) {
        if (version != Protocol.VERSION) {
            throw malformed("version " + version + " is not spoken here");
        }
    }

    private void onlyTrue() {
        if (!in.readBool()) {
            throw malformed("false is said by leaving the field out");
        }
    }

    private Bytes exactly(int size) {
        return in.readBytesExactly(size);
    }

    private Bytes oneRecord() {
        Bytes bytes = in.readBytes(Protocol.MAX_RECORD);
        if (bytes.empty()) {
            throw malformed("an empty record");
        }
        return bytes;
    }

    private List<Bytes> records() {
        List<Bytes> all = in.readList(Protocol.MAX_RECORDS, _ -> oneRecord());
        if (all.isEmpty()) {
            throw malformed("no records are said by leaving the field out");
        }
        return all;
    }

    private Contact contact() {
        Bytes compact = in.readBytes(Protocol.KEY_BYTES + COMPACT_V6);
        if (compact.size() < Protocol.KEY_BYTES) {
            throw malformed("a contact without a key");
        }
        VerifyKey key = new VerifyKey(compact.slice(0, Protocol.KEY_BYTES));
        return Contact.of(key, address(compact.slice(Protocol.KEY_BYTES, compact.size() - Protocol.KEY_BYTES)));
    }

    private NodeAddress address(Bytes compact) {
        if (compact.size() != COMPACT_V4 && compact.size() != COMPACT_V6) {
            throw malformed("an address has 6 or 18 bytes");
        }
        try {
            return NodeAddress.ofCompact(compact);
        } catch (IllegalArgumentException _) {
            throw malformed("port 0");
        }
    }

    private Packet packet(PacketType known) {
        return switch (known) {
            case PING -> request(new Question.Ping());
            case FIND -> request(new Question.Find(present(target), has(Field.RECORDS_WANTED), after));
            case STORE -> request(new Question.Store(present(target), present(signed), expected));
            case PONG -> reply(new Answer.Pong());
            case FOUND -> reply(new Answer.Found(contacts, records, has(Field.MORE)));
            case STORED -> reply(new Answer.Stored());
            case REFUSED -> reply(new Answer.Refused(present(refusal)));
        };
    }

    private Packet request(Question question) {
        return new Packet.Request(present(transaction), sender, has(Field.PROVE), token, question);
    }

    private Packet reply(Answer answer) {
        return new Packet.Reply(
                present(transaction), present(sender), present(observed), present(token), answer, proof);
    }

    private boolean has(Field field) {
        return (seen & field.bit()) != 0;
    }

    private static <T> T present(@Nullable T field) {
        if (field == null) {
            throw new IllegalStateException("a required field was accepted and is not there");
        }
        return field;
    }

    private MalformedException malformed(String reason) {
        return new MalformedException(in.offset(), reason);
    }
}
