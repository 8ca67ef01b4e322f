package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.Refusal;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Offers records of ours to the nodes nearest to their keys, and counts who keeps them.
final class Offers {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /// Our choice: so many nodes have to agree that somebody else publishes with our key.
    private static final int CONTESTING = 3;

    /// An offer under way: whose keeping counts, who keeps the record, who has seen another's, how many requests are
    /// still open.
    record Offer(
            Publication publication,
            Set<NodeId> region,
            Set<NodeId> keepers,
            Set<NodeId> contesting,
            int open,
            Instant deadline) {
        Offer repeated() {
            return new Offer(publication, region, keepers, contesting, open + 1, deadline);
        }

        Offer answered() {
            return new Offer(publication, region, keepers, contesting, open - 1, deadline);
        }

        int offered() {
            return region.size();
        }

        int copies() {
            return keepers.size();
        }

        /// One node may lie.
        boolean isContested() {
            return contesting.size() >= Math.min(CONTESTING, Math.max(1, region.size() / 2));
        }
    }

    /// Who is to keep a record.
    ///
    /// @param region the nodes that keep it because of where they are
    /// @param priority nodes that keep it besides, and do not stand in for one of the region
    /// @param self ourselves, when we are one of the region
    record Keepers(List<Report.Answering> region, List<Report.Answering> priority, Optional<NodeId> self) {
        Set<NodeId> regionIds() {
            return region.stream().map(node -> node.contact().id()).collect(Collectors.toSet());
        }

        List<Report.Answering> all() {
            Set<NodeId> ids = regionIds();
            Stream<Report.Answering> besides = priority.stream()
                    .filter(node -> !ids.contains(node.contact().id()));
            return Stream.concat(region.stream(), besides).toList();
        }
    }

    private final Outgoing outgoing;
    private final Map<Long, Offer> running = new LinkedHashMap<>();
    private long lastId;

    Offers(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void start(Publication publication, Keepers nodes, Instant now) {
        long id = ++lastId;
        Set<NodeId> keepers = new HashSet<>();
        nodes.self().ifPresent(keepers::add);
        List<Report.Answering> all = nodes.all();
        running.put(
                id,
                new Offer(publication, nodes.regionIds(), keepers, new HashSet<>(), all.size(), now.plus(DEADLINE)));
        Question question = new Question.Store(publication.key(), publication.signed(), publication.expected());
        for (Report.Answering node : all) {
            outgoing.ask(
                    new Inquiry(node.contact(), question, new Purpose.Offering(id, node.token())), node.token(), now);
        }
    }

    void onAnswer(long id, Contact from, Answer answer) {
        running.computeIfPresent(id, (_, offer) -> {
            if (answer instanceof Answer.Stored && offer.region().contains(from.id())) {
                offer.keepers().add(from.id());
            }
            if (answer instanceof Answer.Refused(Refusal why) && (why == Refusal.CONTESTED || why == Refusal.STALE)) {
                offer.contesting().add(from.id());
            }
            return offer.answered();
        });
    }

    void onSilence(long id) {
        running.computeIfPresent(id, (_, offer) -> offer.answered());
    }

    /// To keep the same record twice does no harm, so what may have been lost is sent once more.
    void onLate(Inquiry inquiry, Instant now) {
        if (!inquiry.repeated()
                && inquiry.purpose() instanceof Purpose.Offering(long id, Bytes token)
                && running.containsKey(id)) {
            running.computeIfPresent(id, (_, offer) -> offer.repeated());
            outgoing.ask(inquiry.again(), token, now);
        }
    }

    /// Takes out the offers that everybody has answered, or that took too long.
    List<Offer> ended(Instant now) {
        if (running.isEmpty()) {
            return List.of();
        }
        List<Offer> ended = new ArrayList<>();
        running.values().removeIf(offer -> {
            boolean over = offer.open() <= 0 || !offer.deadline().isAfter(now);
            if (over) {
                ended.add(offer);
            }
            return over;
        });
        return ended;
    }

    Instant nextDeadline() {
        Instant first = Instant.MAX;
        for (Offer offer : running.values()) {
            first = offer.deadline().isBefore(first) ? offer.deadline() : first;
        }
        return first;
    }
}
