package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.testkit.Generator;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.util.List;

/// Packets of every kind for tests, as large as they may be together.
public final class RandomPackets {
    private RandomPackets() {}

    public static SigningKey signingKey(Generator generator) {
        return SigningKey.fromSeed(Bytes.of(generator.bytes(32)));
    }

    static Packet packet(Generator generator) {
        return generator.chance(0.5) ? request(generator) : reply(generator, verifyKey(generator));
    }

    static Packet.Request request(Generator generator) {
        Question question = switch (generator.below(3)) {
            case 0 -> new Question.Ping();
            case 1 ->
                new Question.Find(
                        key(generator), generator.chance(0.5), generator.chance(0.5) ? bytes(generator, 32) : null);
            default ->
                new Question.Store(
                        key(generator),
                        bytes(generator, generator.between(1, 1000)),
                        generator.chance(0.5) ? Math.abs(generator.magnitude()) : null);
        };
        boolean token = question instanceof Question.Store || generator.chance(0.5);
        return new Packet.Request(
                transaction(generator),
                generator.chance(0.9) ? verifyKey(generator) : null,
                generator.chance(0.5),
                token ? bytes(generator, 8) : null,
                question);
    }

    static Packet.Reply reply(Generator generator, VerifyKey sender) {
        Answer answer = switch (generator.below(4)) {
            case 0 -> new Answer.Pong();
            case 1 -> found(generator);
            case 2 -> new Answer.Stored();
            default -> new Answer.Refused(generator.pick(List.of(Refusal.values())));
        };
        return new Packet.Reply(transaction(generator), sender, address(generator), bytes(generator, 8), answer, null);
    }

    private static Answer.Found found(Generator generator) {
        List<Contact> contacts = generator.list(10, random -> Contact.of(verifyKey(random), address(random)));
        List<Bytes> records = generator.list(3, random -> bytes(random, random.between(1, 200)));
        return new Answer.Found(contacts, records, generator.chance(0.2));
    }

    private static TransactionId transaction(Generator generator) {
        return new TransactionId(generator.between(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static VerifyKey verifyKey(Generator generator) {
        return new VerifyKey(bytes(generator, 32));
    }

    private static Key key(Generator generator) {
        return Key.of(bytes(generator, 32));
    }

    private static NodeAddress address(Generator generator) {
        return new NodeAddress(bytes(generator, generator.chance(0.5) ? 4 : 16), generator.between(1, 65_535));
    }

    private static Bytes bytes(Generator generator, int size) {
        return Bytes.of(generator.bytes(size));
    }
}
