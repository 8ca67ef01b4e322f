package dev.kontor.discovery.answer;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.discovery.store.RecordStore;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// Answers requests. Cheap checks come first: the address's share of our time, then the token, and only then the
/// signatures of a record. Until an address is proven by a token, no reply to it is larger than its request, so that
/// nobody can use us to flood a third party.
public final class Responder {
    private final VerifyKey self;
    private final RoutingTable table;
    private final RecordStore store;
    private final RecordCheck check;
    private final Tokens tokens;
    private final Limits limits;

    public Responder(
            VerifyKey self, RoutingTable table, RecordKeeping records, Allowance allowance, Beginning beginning) {
        this.self = self;
        this.table = table;
        this.store = records.store();
        this.check = records.check();
        this.tokens = new Tokens(beginning.random(), beginning.now());
        this.limits = new Limits(allowance);
    }

    /// Where records go, and who judges them.
    public record RecordKeeping(RecordStore store, RecordCheck check) {}

    /// When a node starts, and where its randomness comes from.
    public record Beginning(RandomGenerator random, Instant now) {}

    public Response respond(NodeAddress from, Packet.Request request, int size, Instant now) {
        if (!limits.admitsAddress(from, request.question(), now)) {
            return new Response.Silence(DropReason.RATE);
        }
        boolean proven = tokens.proves(request.token(), from, now);
        if (proven && !limits.admitsNode(request, now)) {
            return new Response.Silence(DropReason.RATE);
        }
        Packet.Reply blank =
                new Packet.Reply(request.transaction(), self, from, tokens.issue(from, now), new Answer.Pong(), null);
        int budget = proven ? Protocol.MAX_DATAGRAM : size;
        Answer answer = switch (request.question()) {
            case Question.Ping _ -> new Answer.Pong();
            case Question.Find find -> find(find, new Room(blank, request.prove(), budget), now);
            case Question.Store put -> proven ? store(put, now) : new Answer.Refused(Refusal.TOKEN);
        };
        Packet.Reply reply = with(blank, answer);
        return PacketCodec.size(reply, request.prove()) > budget
                ? new Response.Silence(DropReason.AMPLIFICATION)
                : new Response.Say(reply, request.prove());
    }

    private Answer find(Question.Find find, Room room, Instant now) {
        return room.isTooSmall()
                ? new Answer.Refused(Refusal.TOKEN)
                : room.fill(
                        find.records() ? store.find(find.target(), find.after(), now) : List.of(),
                        table.closest(find.target(), RoutingTable.K));
    }

    private Answer store(Question.Store put, Instant now) {
        if (store.holds(put.key(), put.signed())) {
            return new Answer.Stored();
        }
        return switch (check.check(put.key(), put.signed(), now)) {
            case Checked.False _ -> new Answer.Refused(Refusal.RECORD);
            case Checked.Genuine(var record) ->
                switch (store.keep(record, put.expected())) {
                    case KEPT, SAME -> new Answer.Stored();
                    case STALE -> new Answer.Refused(Refusal.STALE);
                    case FULL -> new Answer.Refused(Refusal.FULL);
                    case CONTESTED -> new Answer.Refused(Refusal.CONTESTED);
                    case UNACQUAINTED -> new Answer.Refused(Refusal.UNACQUAINTED);
                };
        };
    }

    static Packet.Reply with(Packet.Reply reply, Answer answer) {
        return new Packet.Reply(
                reply.transaction(), reply.sender(), reply.observed(), reply.token(), answer, reply.proof());
    }
}
