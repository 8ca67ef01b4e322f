package dev.kontor.discovery.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.RandomPackets;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.PlainRecords;
import dev.kontor.discovery.store.Policy;
import dev.kontor.discovery.store.RecordStore;
import dev.kontor.discovery.store.SequenceMemory;
import dev.kontor.testkit.Generator;
import dev.kontor.testkit.ManualClock;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.SigningKey;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponderTest {
    private static final Instant NOW = ManualClock.EPOCH;
    private static final NodeAddress ASKER = new NodeAddress(Bytes.of(new byte[] {10, 0, 0, 9}), 4000);
    private static final Key KEY = new Key(1, 2, 3, 4);

    private final Generator generator = Generator.seeded(1);
    private final SigningKey self = RandomPackets.signingKey(generator);
    private final NodeId id = NodeId.of(self.verifyKey());
    private final RoutingTable table = new RoutingTable(id);
    private final RecordStore store = new RecordStore(id, new SequenceMemory(), Policy.DEFAULT);
    private final Responder responder = new Responder(
            self.verifyKey(),
            table,
            new Responder.RecordKeeping(store, new PlainRecords()),
            new Allowance(50, 100),
            new Responder.Beginning(new Random(1), NOW));

    @BeforeEach
    void fillTheTable() {
        for (int i = 0; i < 100; i++) {
            NodeAddress address = new NodeAddress(Bytes.of(new byte[] {10, 1, 0, (byte) i}), 4000);
            table.offer(Contact.of(RandomPackets.signingKey(generator).verifyKey(), address), NOW);
        }
    }

    private static KeptRecord record(int publisher, long sequence, int size) {
        byte[] name = new byte[32];
        name[0] = (byte) publisher;
        return PlainRecords.record(KEY, Bytes.of(name), sequence, NOW.plusSeconds(3600), size);
    }

    private static Packet.Request request(Question question, @Nullable Bytes token, boolean prove) {
        return new Packet.Request(new TransactionId(7), null, prove, token, question);
    }

    private Packet.Reply ask(Question question, @Nullable Bytes token, int atLeast) {
        Packet.Request request = request(question, token, false);
        int size = PacketCodec.encode(request, atLeast).size();
        return assertInstanceOf(Response.Say.class, responder.respond(ASKER, request, size, NOW))
                .reply();
    }

    private Bytes token() {
        return ask(new Question.Ping(), null, Protocol.SMALL_DATAGRAM).token();
    }

    private Answer.Found find(@Nullable Bytes token, int atLeast, @Nullable Bytes after) {
        return assertInstanceOf(
                Answer.Found.class,
                ask(new Question.Find(KEY, true, after), token, atLeast).answer());
    }

    @Test
    void tellsTheAskerWhereItWasSeen() {
        Packet.Reply reply = ask(new Question.Ping(), null, Protocol.SMALL_DATAGRAM);
        assertEquals(ASKER, reply.observed());
        assertEquals(new TransactionId(7), reply.transaction());
    }

    @Test
    void namesTheTwentyNearestContactsToAProvenAddress() {
        assertEquals(table.closest(KEY, 20), find(token(), 0, null).contacts());
    }

    @Test
    void neverRepliesWithMoreThanWasSentByAnUnprovenAddress() {
        store.keep(record(1, 1, 900));
        Generator.check(300, random -> {
            boolean prove = random.chance(0.5);
            Question question =
                    random.chance(0.5) ? new Question.Ping() : new Question.Find(KEY, random.chance(0.5), null);
            Bytes wrong = random.chance(0.5) ? Bytes.of(random.bytes(8)) : null;
            Packet.Request request = request(question, wrong, prove);
            int size = PacketCodec.encode(request, random.between(0, Protocol.PADDED_FOR_RECORDS))
                    .size();
            NodeAddress elsewhere = new NodeAddress(Bytes.of(random.bytes(4)), 1);
            if (responder.respond(elsewhere, request, size, NOW) instanceof Response.Say(var reply, var signed)) {
                assertTrue(PacketCodec.size(reply, signed) <= size, "size " + size);
            }
        });
    }

    @Test
    void asksForATokenWhenTheReplyWouldNotFit() {
        Packet.Reply reply = ask(new Question.Find(KEY, true, null), null, Protocol.SMALL_DATAGRAM);
        assertEquals(new Answer.Refused(Refusal.TOKEN), reply.answer());
        assertFalse(find(reply.token(), 0, null).contacts().isEmpty());
    }

    @Test
    void repliesWithARecordToAPaddedRequest() {
        KeptRecord record = record(1, 1, 1000);
        store.keep(record);
        Answer.Found found = find(null, Protocol.PADDED_FOR_RECORDS, null);
        assertEquals(record.signed(), found.records().getFirst());
        assertFalse(found.more());
        assertFalse(found.contacts().isEmpty());
    }

    @Test
    void spreadsManyRecordsOverPages() {
        for (int i = 0; i < 5; i++) {
            store.keep(record(i, 1, 900));
        }
        Bytes token = token();
        Bytes after = null;
        for (int i = 0; i < 5; i++) {
            Answer.Found page = find(token, 0, after);
            assertEquals(1, page.records().size());
            assertEquals(i < 4, page.more());
            after = record(i, 1, 900).publisher();
        }
    }

    @Test
    void neverSendsMoreThanADatagramHolds() {
        store.keep(record(1, 1, 700));
        store.keep(record(2, 1, 300));
        Packet.Request request = request(new Question.Find(KEY, true, null), token(), true);
        Response.Say say = assertInstanceOf(Response.Say.class, responder.respond(ASKER, request, 100, NOW));
        assertTrue(PacketCodec.encodeSigned(say.reply(), self).size() <= Protocol.MAX_DATAGRAM);
    }

    @Test
    void storesOnlyWithATokenForThisAddress() {
        Question put = new Question.Store(KEY, record(1, 1, 200).signed());
        Packet.Reply refused = ask(put, Bytes.of(new byte[8]), 0);
        assertEquals(new Answer.Refused(Refusal.TOKEN), refused.answer());
        assertEquals(0, store.size());
        assertEquals(new Answer.Stored(), ask(put, refused.token(), 0).answer());
        assertEquals(1, store.size());
    }

    @Test
    void refusesARecordUnderAnotherKey() {
        Question put = new Question.Store(new Key(9, 9, 9, 9), record(1, 1, 200).signed());
        assertEquals(new Answer.Refused(Refusal.RECORD), ask(put, token(), 0).answer());
    }

    @Test
    void refusesToGoBackInASequence() {
        Bytes token = token();
        ask(new Question.Store(KEY, record(1, 5, 200).signed()), token, 0);
        Question old = new Question.Store(KEY, record(1, 4, 200).signed());
        assertEquals(new Answer.Refused(Refusal.STALE), ask(old, token, 0).answer());
    }

    @Test
    void swapsOnlyWhatThePublisherExpects() {
        Bytes token = token();
        ask(new Question.Store(KEY, record(1, 5, 200).signed()), token, 0);
        Bytes newer = record(1, 7, 200).signed();
        assertEquals(
                new Answer.Refused(Refusal.CONTESTED),
                ask(new Question.Store(KEY, newer, 4L), token, 0).answer());
        assertEquals(5, store.find(KEY, null, NOW).getFirst().sequence());
        assertEquals(
                new Answer.Stored(),
                ask(new Question.Store(KEY, newer, 5L), token, 0).answer());
        assertEquals(
                new Answer.Stored(),
                ask(new Question.Store(KEY, newer, 5L), token, 0).answer(),
                "the same again");
        Bytes first = record(2, 1, 200).signed();
        assertEquals(
                new Answer.Stored(),
                ask(new Question.Store(KEY, first, 0L), token, 0).answer(),
                "nobody knows better");
    }

    @Test
    void fallsSilentTowardsAnAddressThatAsksTooMuch() {
        Packet.Request ping = request(new Question.Ping(), null, false);
        for (int i = 0; i < 100; i++) {
            assertInstanceOf(Response.Say.class, responder.respond(ASKER, ping, 200, NOW));
        }
        assertEquals(new Response.Silence(DropReason.RATE), responder.respond(ASKER, ping, 200, NOW));
        assertInstanceOf(Response.Say.class, responder.respond(ASKER, ping, 200, NOW.plusSeconds(1)));
    }
}
