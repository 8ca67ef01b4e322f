package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.SigningKey;
import java.util.List;
import java.util.stream.IntStream;

/// Everybody that a node under siege can meet: keys, and addresses in subnets of three. Numbers are taken modulo the
/// size.
final class Crowd {
    static final int SIZE = 48;
    static final SigningKey NODE = SigningKey.fromSeed(seed("node", 0));

    private static final int SUBNET = 3;
    private static final List<SigningKey> KEYS = IntStream.range(0, SIZE)
            .mapToObj(number -> SigningKey.fromSeed(seed("peer", number)))
            .toList();
    private static final List<Contact> CONTACTS = IntStream.range(0, SIZE)
            .mapToObj(number -> Contact.of(KEYS.get(number).verifyKey(), address(number)))
            .toList();

    private Crowd() {}

    private static Bytes seed(String purpose, int number) {
        return Sha256.digest(Bytes.utf8("siege/" + purpose + "/" + number));
    }

    static SigningKey key(int number) {
        return KEYS.get(number % SIZE);
    }

    static Contact contact(int number) {
        return CONTACTS.get(number % SIZE);
    }

    static NodeAddress address(int number) {
        int which = number % SIZE;
        return new NodeAddress(
                Bytes.of((byte) 9, (byte) 1, (byte) (which / SUBNET), (byte) (1 + which % SUBNET)), 7400 + which);
    }

    /// Who is at this address.
    static int at(NodeAddress address) {
        return Math.floorMod(address.port() - 7400, SIZE);
    }

    /// What an honest node says, who knows eight others.
    static Answer answer(int number, Question question) {
        return switch (question) {
            case Question.Ping _ -> new Answer.Pong();
            case Question.Find _ ->
                new Answer.Found(
                        IntStream.range(0, 8)
                                .mapToObj(i -> contact(5 * number + 7 * i + 1))
                                .toList(),
                        List.of(),
                        false);
            case Question.Store _ -> new Answer.Stored();
        };
    }

    static Key point(int number) {
        return Key.of(seed("point", number));
    }

    static Bytes publisher(int number) {
        return seed("publisher", number % 40);
    }
}
