package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.RoundTrip;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends requests: chooses token, proof and padding, and sets the alarms. Contacts that are not in the table are always
/// asked for a proof.
final class Outgoing {
    private final Asker asker;
    private final RoutingTable table;
    private final Requests requests;
    private final RandomGenerator random;
    private final Consumer<Effect> effects;
    /// Who asks, and whether he names himself.
    record Asker(VerifyKey self, Reachability reachability) {
        @Nullable
        VerifyKey name() {
            return reachability.isClient() ? null : self;
        }
    }

    private RoundTrip usual = RoundTrip.UNKNOWN;

    Outgoing(Asker asker, RoutingTable table, Requests requests, RandomGenerator random, Consumer<Effect> effects) {
        this.asker = asker;
        this.table = table;
        this.requests = requests;
        this.random = random;
        this.effects = effects;
    }

    /// Asks with the token that the table remembers, if any.
    void ask(Inquiry inquiry, Instant now) {
        Contact contact = inquiry.contact();
        ask(inquiry, contact == null ? null : table.tokenOf(contact, now.minus(Tuning.TOKEN_AGE)), now);
    }

    /// Asks with this token. Nothing is sent while too many requests are open; the deadline of whoever asked ends it.
    void ask(Inquiry inquiry, @Nullable Bytes token, Instant now) {
        if (requests.isFull()) {
            return;
        }
        Contact contact = inquiry.contact();
        boolean prove = contact == null || !table.isKnown(contact);
        TransactionId transaction = TransactionId.random(random);
        asker.reachability().onAsked(inquiry.to());
        requests.add(new Pending(transaction, inquiry, prove, now, patience(contact)));
        Packet.Request request = new Packet.Request(transaction, asker.name(), prove, token, inquiry.question());
        effects.accept(new Effect.Ask(inquiry.to(), request, token == null ? atLeast(inquiry.question()) : 0));
    }

    /// A reply is no larger than its request while we are unproven: leave room for what we want to hear.
    private static int atLeast(Question question) {
        return switch (question) {
            case Question.Ping _, Question.Store _ -> Protocol.SMALL_DATAGRAM;
            case Question.Find(var _, boolean records, var _) ->
                records ? Protocol.PADDED_FOR_RECORDS : Protocol.FULL_DATAGRAM;
        };
    }

    private Duration patience(@Nullable Contact contact) {
        RoundTrip known = contact == null ? usual : table.roundTrip(contact).orElse(usual);
        return Pending.clamp(known.patience(), Tuning.LATE_AFTER_LEAST, Tuning.LATE_AFTER_MOST);
    }

    void onRoundTrip(Duration sample) {
        usual = usual.after(sample);
    }
}
