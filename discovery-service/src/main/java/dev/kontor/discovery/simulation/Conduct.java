package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a node answers. The malicious ones run the real engine, so they join, prove themselves and answer pings as all
/// others do; only what they say about records and nodes is made up. None of them keeps what it is given to keep.
public enum Conduct {
    /// As the engine says.
    HONEST {
        @Override
        Optional<Answer> answer(Question question, Answer honest, Gang gang) {
            return Optional.of(honest);
        }
    },
    /// Answers no question about records or nodes.
    MUTE {
        @Override
        Optional<Answer> answer(Question question, Answer honest, Gang gang) {
            return question instanceof Question.Ping ? Optional.of(honest) : Optional.empty();
        }
    },
    /// Sends forged records with a high sequence number, and nodes next to the target that do not exist.
    FORGER {
        @Override
        Optional<Answer> answer(Question question, Answer honest, Gang gang) {
            return Optional.of(
                    switch (question) {
                        case Question.Ping _ -> honest;
                        case Question.Store _ -> new Answer.Stored();
                        case Question.Find find -> gang.invention(find);
                    });
        }
    },
    /// Knows only other members of its gang, and no record.
    COLLUDER {
        @Override
        Optional<Answer> answer(Question question, Answer honest, Gang gang) {
            return Optional.of(
                    switch (question) {
                        case Question.Ping _ -> honest;
                        case Question.Store _ -> new Answer.Stored();
                        case Question.Find find -> new Answer.Found(gang.nearest(find.target()), List.of(), false);
                    });
        }
    },
    /// Sends the oldest genuine record that there ever was, and honest contacts.
    REPLAYER {
        @Override
        Optional<Answer> answer(Question question, Answer honest, Gang gang) {
            return Optional.of(
                    switch (question) {
                        case Question.Ping _ -> honest;
                        case Question.Store _ -> new Answer.Stored();
                        case Question.Find find
                        when honest instanceof Answer.Found found ->
                            new Answer.Found(
                                    found.contacts()
                                            .subList(
                                                    0,
                                                    Math.min(3, found.contacts().size())),
                                    find.records() ? gang.oldest(find.target()) : List.of(),
                                    false);
                        case Question.Find _ -> honest;
                    });
        }
    };

    /// What the node says in place of the honest answer; nothing when it keeps silent.
    abstract Optional<Answer> answer(Question question, Answer honest, Gang gang);

    /// A node that does not exist, next to a point. A real attacker would need a key for it that he can find by trying
    /// some 2^14 of them; he is given it here.
    static Contact invented(Key target, Gang gang) {
        byte[] key = new byte[VerifyKey.SIZE];
        gang.random().nextBytes(key);
        Key near = new Key(
                target.first() ^ (gang.random().nextLong() >>> 24),
                gang.random().nextLong(),
                target.third(),
                0);
        NodeAddress nowhere =
                new NodeAddress(Bytes.of(new byte[] {(byte) 198, 18, key[0], key[1]}), 1 + (key[2] & 0xff));
        return new Contact(new NodeId(near.bytes()), near, new VerifyKey(Bytes.of(key)), nowhere);
    }

    static List<Contact> invented(Key target, Gang gang, int count) {
        List<Contact> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(invented(target, gang));
        }
        return all;
    }
}
