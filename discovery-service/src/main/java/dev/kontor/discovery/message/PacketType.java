package dev.kontor.discovery.message;

import java.util.Optional;

/// The kinds of packets with the fields each must and may have. A field is a key of the packet's map; a set of fields
/// is kept as bits.
public enum PacketType {
    PING(0, Field.REQUEST, Field.ASKER),
    PONG(1, Field.REPLY, Field.PROOF),
    FIND(2, Field.REQUEST | Field.TARGET.bit(), Field.ASKER | Field.RECORDS_WANTED.bit() | Field.AFTER.bit()),
    FOUND(3, Field.REPLY | Field.CONTACTS.bit(), Field.PROOF | Field.RECORDS.bit() | Field.MORE.bit()),
    STORE(
            4,
            Field.REQUEST | Field.TOKEN.bit() | Field.TARGET.bit() | Field.RECORD.bit(),
            Field.ASKER | Field.EXPECTED.bit()),
    STORED(5, Field.REPLY, Field.PROOF),
    REFUSED(6, Field.REPLY | Field.REFUSAL.bit(), Field.PROOF);

    private final int code;
    private final int required;
    private final int allowed;

    PacketType(int code, int required, int optional) {
        this.code = code;
        this.required = required;
        this.allowed = required | optional;
    }

    public static PacketType of(Packet packet) {
        return switch (packet) {
            case Packet.Request request -> of(request.question());
            case Packet.Reply reply -> of(reply.answer());
        };
    }

    public static PacketType of(Question question) {
        return switch (question) {
            case Question.Ping _ -> PING;
            case Question.Find _ -> FIND;
            case Question.Store _ -> STORE;
        };
    }

    public static PacketType of(Answer answer) {
        return switch (answer) {
            case Answer.Pong _ -> PONG;
            case Answer.Found _ -> FOUND;
            case Answer.Stored _ -> STORED;
            case Answer.Refused _ -> REFUSED;
        };
    }

    static Optional<PacketType> of(long code) {
        return code >= 0 && code < values().length ? Optional.of(values()[(int) code]) : Optional.empty();
    }

    int code() {
        return code;
    }

    boolean accepts(int fields) {
        return (fields & required) == required && (fields & ~allowed) == 0;
    }
}
