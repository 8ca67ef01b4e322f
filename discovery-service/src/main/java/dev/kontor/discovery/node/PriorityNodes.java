package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The nodes of priority sites: always up, always at the same address, and keepers of what others publish, however far
/// their ids are from it. Which of them keep a record follows from its key, so that many share the work. They are
/// greeted to know who is there; one that is silent is as good as not named.
final class PriorityNodes {
    /// Specification: priority nodes that keep one record, and that a look-up begins with.
    static final int KEEPERS = 3;

    private static final Duration GREET_EVERY = Duration.ofSeconds(30);
    /// Two greetings may be lost.
    private static final Duration THERE_FOR = Duration.ofSeconds(100);

    private record There(Contact contact, Bytes token, Instant heardAt) {}

    private final Outgoing outgoing;
    private final Map<NodeAddress, Optional<There>> named = new LinkedHashMap<>();
    private Instant greetAt = Instant.MAX;

    PriorityNodes(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void replace(List<NodeAddress> addresses, Instant now) {
        named.keySet().retainAll(addresses);
        addresses.stream()
                .limit(Tuning.PRIORITY_NODES)
                .forEach(address -> named.putIfAbsent(address, Optional.empty()));
        greetAt = named.isEmpty() ? Instant.MAX : now;
    }

    /// Somebody has answered who proved to be there. Returns whether it is a priority node that was not there before.
    boolean onAnswer(Contact contact, Bytes token, Instant now) {
        Optional<There> before = named.get(contact.address());
        if (before == null) {
            return false;
        }
        named.put(contact.address(), Optional.of(new There(contact, token, now)));
        return before.filter(there -> isThere(there, now)).isEmpty();
    }

    private static boolean isThere(There there, Instant now) {
        return there.heardAt().plus(THERE_FOR).isAfter(now);
    }

    void advance(Instant now) {
        if (greetAt.isAfter(now)) {
            return;
        }
        greetAt = now.plus(GREET_EVERY);
        named.forEach((address, there) -> outgoing.ask(greeting(address, there.orElse(null)), now));
    }

    private static Inquiry greeting(NodeAddress address, @Nullable There there) {
        return there == null
                ? new Inquiry(address, new Question.Ping(), new Purpose.Probing())
                : new Inquiry(there.contact(), new Question.Ping(), new Purpose.Probing());
    }

    /// Those that are there and nearest to the key.
    List<Report.Answering> keepersOf(Key key, Instant now) {
        return named.values().stream()
                .flatMap(Optional::stream)
                .filter(there -> isThere(there, now))
                .sorted(Comparator.comparing(
                        there -> key.distanceTo(there.contact().point()), Key::compareUnsigned))
                .limit(KEEPERS)
                .map(there -> new Report.Answering(there.contact(), there.token()))
                .toList();
    }

    List<Contact> contactsFor(Key key, Instant now) {
        return keepersOf(key, now).stream().map(Report.Answering::contact).toList();
    }

    Instant wakeAt() {
        return greetAt;
    }
}
