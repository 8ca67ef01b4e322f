package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Offers records of ours to the nodes nearest to their keys, and counts who keeps them.
final class Offers {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /// An offer under way: how many were asked, how many keep the record, how many have yet to say.
    record Offer(Publication publication, int offered, int copies, int open, Instant deadline) {
        Offer answered(boolean kept) {
            return new Offer(publication, offered, copies + (kept ? 1 : 0), open - 1, deadline);
        }
    }

    private final Outgoing outgoing;
    private final Map<Long, Offer> running = new LinkedHashMap<>();
    private long lastId;

    Offers(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void start(Publication publication, List<Report.Answering> nodes, boolean keptHere, Instant now) {
        long id = ++lastId;
        Question question = new Question.Store(publication.key(), publication.signed());
        running.put(id, new Offer(publication, nodes.size(), keptHere ? 1 : 0, nodes.size(), now.plus(DEADLINE)));
        for (Report.Answering node : nodes) {
            outgoing.ask(new Inquiry(node.contact(), question, new Purpose.Offering(id)), node.token(), now);
        }
    }

    void onAnswer(long id, boolean kept) {
        running.computeIfPresent(id, (_, offer) -> offer.answered(kept));
    }

    /// Takes out the offers that everybody has answered, or that took too long.
    List<Offer> ended(Instant now) {
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
        return running.values().stream()
                .map(Offer::deadline)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
