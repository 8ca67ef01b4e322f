package dev.kontor.discovery.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.discovery.value.ValueKey;
import dev.kontor.discovery.value.ValueRecord;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The published vectors are what this code writes and reads. `-Dkontor.vectors.write=true` writes the file anew, which
/// is right only together with a new version of the protocol.
class GoldenVectorsTest {
    private static final Path FILE = Path.of("..", "docs", "spec", "vectors", "dht.json");
    private static final SigningKey NODE = SigningKey.fromSeed(filled(1));
    private static final SigningKey OTHER = SigningKey.fromSeed(filled(2));
    private static final NodeAddress V4 = new NodeAddress(Bytes.of(new byte[] {(byte) 192, 0, 2, 1}), 7400);
    private static final NodeAddress V6 = new NodeAddress(Bytes.fromHex("20010db8000000000000000000000001"), 7401);
    private static final TransactionId TRANSACTION = new TransactionId(0x0102030405060708L);
    private static final Bytes TOKEN = Bytes.fromHex("a0a1a2a3a4a5a6a7");
    private static final Key TARGET = Key.of(filled(9));
    private static final Bytes RECORD = Bytes.utf8("any record, here 30 bytes long");
    private static final ValueKey VALUE_KEY = new ValueKey(filled(6));
    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Duration LIFE = Duration.ofHours(12);

    private static Bytes filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }

    private static Packet.Request request(boolean prove, @Nullable Bytes token, Question question) {
        return new Packet.Request(TRANSACTION, NODE.verifyKey(), prove, token, question);
    }

    private static Packet.Reply reply(NodeAddress observed, Answer answer) {
        return new Packet.Reply(TRANSACTION, NODE.verifyKey(), observed, TOKEN, answer, null);
    }

    static Map<String, Bytes> datagrams() {
        Contact contact4 = Contact.of(OTHER.verifyKey(), V4);
        Contact contact6 = Contact.of(OTHER.verifyKey(), V6);
        Question.Find page = new Question.Find(TARGET, true, filled(3));
        Answer.Found found = new Answer.Found(List.of(contact4, contact6), List.of(RECORD), true);
        Packet.Request client =
                new Packet.Request(TRANSACTION, null, false, null, new Question.Find(TARGET, false, null));
        Map<String, Bytes> all = new LinkedHashMap<>();
        all.put("ping", PacketCodec.encode(request(false, null, new Question.Ping())));
        all.put(
                "ping that asks for a proof, padded to 192 bytes",
                PacketCodec.encode(request(true, null, new Question.Ping()), Protocol.SMALL_DATAGRAM));
        all.put("pong to an IPv4 address", PacketCodec.encode(reply(V4, new Answer.Pong())));
        all.put("pong to an IPv6 address, signed", PacketCodec.encodeSigned(reply(V6, new Answer.Pong()), NODE));
        all.put("find by a client", PacketCodec.encode(client));
        all.put("find with records, next page, with a token", PacketCodec.encode(request(false, TOKEN, page)));
        all.put("found", PacketCodec.encode(reply(V4, found)));
        all.put("found nothing", PacketCodec.encode(reply(V4, new Answer.Found(List.of(), List.of(), false))));
        all.put("store", PacketCodec.encode(request(false, TOKEN, new Question.Store(TARGET, RECORD))));
        all.put(
                "store that expects sequence 1795297776",
                PacketCodec.encode(request(false, TOKEN, new Question.Store(TARGET, RECORD, 1_795_297_776L))));
        all.put("stored", PacketCodec.encode(reply(V4, new Answer.Stored())));
        for (Refusal refusal : Refusal.values()) {
            all.put("refused " + refusal.code(), PacketCodec.encode(reply(V4, new Answer.Refused(refusal))));
        }
        return all;
    }

    private static Map<String, Key> keys() {
        Map<String, Key> keys = new LinkedHashMap<>();
        keys.put("site " + filled(4).base32(), RecordKey.ofSite(new SiteId(filled(4))));
        keys.put("org " + filled(5).base32(), RecordKey.ofOrganisation(new OrgId(filled(5))));
        keys.put("name acme-inc", RecordKey.ofName("acme-inc"));
        keys.put("value " + VALUE_KEY.bytes().hex(), VALUE_KEY.place(0));
        keys.put("value " + VALUE_KEY.bytes().hex() + ", part 1", VALUE_KEY.place(1));
        return keys;
    }

    private static String json() {
        StringBuilder json = new StringBuilder("{\n");
        json.append(
                "  \"comment\": \"DHT protocol version 1, see ../dht.md. All values are hex unless they are ids.\",\n");
        json.append("  \"node\": {\n    \"seed\": \"" + filled(1).hex() + "\",\n");
        json.append("    \"publicKey\": \"" + NODE.verifyKey().raw().hex() + "\",\n");
        json.append("    \"nodeId\": \"" + NodeId.of(NODE.verifyKey()) + "\"\n  },\n");
        json.append("  \"keys\": [\n");
        append(json, "subject", "key", keys());
        json.append("  ],\n  \"packets\": [\n");
        append(json, "name", "datagram", datagrams());
        json.append("  ],\n  \"dropped\": [\n");
        append(json, "name", "datagram", HostileDatagrams.ALL);
        json.append("  ],\n  \"value\": {\n    \"key\": \"" + VALUE_KEY.bytes().hex() + "\",\n");
        json.append("    \"bytes\": \"" + value().hex() + "\",\n");
        json.append("    \"sequence\": " + ISSUED.toEpochMilli() + ",\n");
        json.append("    \"issued\": " + ISSUED.getEpochSecond() + ",\n");
        json.append("    \"expires\": " + ISSUED.plus(LIFE).getEpochSecond() + ",\n    \"parts\": [\n");
        append(json, "key", "record", parts());
        return json.append("    ]\n  }\n}\n").toString();
    }

    /// Two parts of different sizes, put by the node.
    private static Bytes value() {
        byte[] bytes = new byte[ValueRecord.PART + 60];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return Bytes.of(bytes);
    }

    private static Map<String, Bytes> parts() {
        Map<String, Bytes> parts = new LinkedHashMap<>();
        for (Bytes record : ValueRecord.split(VALUE_KEY, value(), NODE, ISSUED, LIFE)) {
            parts.put(VALUE_KEY.place(parts.size()).bytes().hex(), record);
        }
        return parts;
    }

    private static void append(StringBuilder json, String first, String second, Map<String, ?> values) {
        String separator = "";
        for (Map.Entry<String, ?> value : values.entrySet()) {
            String text = value.getValue() instanceof Bytes bytes ? bytes.hex() : String.valueOf(value.getValue());
            json.append(separator)
                    .append("    {\"" + first + "\": \"" + value.getKey() + "\", \"" + second + "\": \"" + text
                            + "\"}");
            separator = ",\n";
        }
        json.append("\n");
    }

    @Test
    void areWhatThisCodeWrites() throws IOException {
        if (Boolean.getBoolean("kontor.vectors.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, json());
        }
        assertEquals(Files.readString(FILE), json());
    }

    @Test
    void areReadBackToTheSameBytes() {
        datagrams().forEach((name, datagram) -> {
            Packet packet = PacketCodec.decode(datagram);
            boolean padded = name.contains("padded");
            assertEquals(datagram, padded ? padded(packet) : PacketCodec.encode(packet), name);
        });
    }

    private static Bytes padded(Packet packet) {
        return PacketCodec.encode((Packet.Request) packet, Protocol.SMALL_DATAGRAM);
    }

    @Test
    void holdWhatTheyProve() {
        Packet.Reply signed = (Packet.Reply)
                PacketCodec.decode(datagrams().getOrDefault("pong to an IPv6 address, signed", Bytes.EMPTY));
        Proof proof = signed.proof();
        assertTrue(proof != null && proof.holds(NODE.verifyKey()));
    }

    @Test
    void haveEveryTypeAndFieldAndRefusal() {
        Set<PacketType> types = EnumSet.noneOf(PacketType.class);
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        Set<Long> fields = new TreeSet<>();
        for (Bytes datagram : datagrams().values()) {
            Packet packet = PacketCodec.decode(datagram);
            types.add(PacketType.of(packet));
            if (packet instanceof Packet.Reply reply && reply.answer() instanceof Answer.Refused(Refusal refusal)) {
                refusals.add(refusal);
            }
            CborReader in = new CborReader(datagram);
            for (int left = in.readMap(Field.COUNT); left > 0; left--) {
                fields.add(in.readUint());
                in.readItem();
            }
        }
        assertEquals(EnumSet.allOf(PacketType.class), types);
        assertEquals(EnumSet.allOf(Refusal.class), refusals);
        assertEquals(Field.COUNT, fields.size(), fields.toString());
    }

    @Test
    void areDroppedWhereTheSpecificationSaysSo() {
        HostileDatagrams.ALL.forEach(
                (name, datagram) -> assertThrows(MalformedException.class, () -> PacketCodec.decode(datagram), name));
    }

    @Test
    void putTogetherTheValueThatWasCut() {
        List<ValueRecord> parts = new ArrayList<>();
        parts().forEach((key, record) -> {
            ValueRecord part = ValueRecord.verify(record, ISSUED);
            assertEquals(NODE.verifyKey(), part.publisher());
            assertEquals(key, part.key().place(part.part()).bytes().hex());
            assertEquals(ISSUED.toEpochMilli(), part.sequence());
            assertEquals(Sha256.digest(value()), part.digest());
            parts.add(part);
        });
        assertEquals(
                value(), Bytes.concat(parts.stream().map(ValueRecord::content).toList()));
        assertEquals(List.of(0, 1), parts.stream().map(ValueRecord::part).toList());
    }
}
