package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.wire.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Instructions for [Siege] to begin with: each kind of datagram, and a few whole lives of a node.
final class SiegePlans {
    private static final Bytes TOKEN = Bytes.of(new byte[8]);

    private SiegePlans() {}

    static List<byte[]> datagrams() {
        Question.Find all = new Question.Find(Crowd.point(1), true, null);
        Question.Find page = new Question.Find(Crowd.point(1), true, Crowd.publisher(3));
        return List.of(
                plan(asked(request(null, new Question.Ping()), 0)),
                plan(asked(request(null, new Question.Ping()), Protocol.SMALL_DATAGRAM)),
                plan(asked(request(null, all), Protocol.PADDED_FOR_RECORDS)),
                plan(asked(request(null, new Question.Ping()), 0), withToken(request(TOKEN, page))),
                plan(new int[] {0, 3, 0, 80}, bytes(PacketCodec.encode(reply(new Answer.Pong())))));
    }

    /// Seeds, an answer, time, look-ups, records of others and of our own.
    static List<byte[]> lives() {
        int[] seeds = {7, 3, 1, 2, 3, 0};
        int[] pong = {8, 0, 0, 255};
        int[] found = {8, 3, 5, 4, 5, 6, 7, 8, 1, 200, 1, 2, 3, 4, 0, 0, 255};
        int[] aSecond = {3, 1, 10};
        int[] anHour = {3, 3, 60};
        int[] aGoodMinute = {9, 2, 30};
        int[] aGoodHour = {9, 3, 60};
        int[] lookUp = {4, 11, 0, 0, 1, 1, 3};
        int[] store = {5, 9, 200, 1, 2, 7, 20};
        int[] publish = {6, 60, 2, 100, 3, 5, 1, 50, 100, 4, 6, 1, 50};
        int[] put = {6, 60, 1, 100, 3, 5, 1, 50};
        Question.Find all = new Question.Find(Crowd.point(1), true, null);
        int[] shortFind = asked(request(null, all), 0);
        int[] paddedFind = asked(request(null, all), Protocol.PADDED_FOR_RECORDS);
        int[] provenFind = withToken(request(TOKEN, all));
        return List.of(
                plan(seeds, aGoodMinute, store, shortFind, paddedFind, provenFind, store, provenFind),
                plan(seeds, found, found, aSecond, found, aSecond, lookUp, found, found, aSecond, found, anHour),
                plan(seeds, found, pong, aSecond, store, store, aSecond, store, anHour, anHour, store),
                plan(seeds, aGoodMinute, lookUp, found, aGoodMinute, store, publish, aGoodMinute, aGoodHour),
                plan(seeds, aGoodHour, aGoodHour, put, lookUp, found, pong, aSecond, aGoodMinute, anHour, aGoodMinute),
                plan(seeds, aGoodMinute, publish, found, found, put, aSecond, found, found, aGoodHour, found));
    }

    private static Packet.Request request(@Nullable Bytes token, Question question) {
        return new Packet.Request(new TransactionId(7), Crowd.key(2).verifyKey(), true, token, question);
    }

    private static Packet.Reply reply(Answer answer) {
        return new Packet.Reply(new TransactionId(7), Crowd.key(2).verifyKey(), Crowd.address(3), TOKEN, answer, null);
    }

    private static int[] asked(Packet.Request request, int atLeast) {
        return instruction(0, PacketCodec.encode(request, atLeast));
    }

    private static int[] withToken(Packet.Request request) {
        return instruction(1, PacketCodec.encode(request));
    }

    private static int[] instruction(int kind, Bytes datagram) {
        int[] content = bytes(datagram);
        int[] whole = new int[4 + content.length];
        whole[0] = kind;
        whole[1] = 2;
        whole[2] = content.length >> 8;
        whole[3] = content.length & 0xff;
        System.arraycopy(content, 0, whole, 4, content.length);
        return whole;
    }

    private static int[] bytes(Bytes bytes) {
        int[] numbers = new int[bytes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.at(i) & 0xff;
        }
        return numbers;
    }

    private static byte[] plan(int[]... instructions) {
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        for (int[] instruction : instructions) {
            for (int number : instruction) {
                plan.write(number);
            }
        }
        return plan.toByteArray();
    }
}
