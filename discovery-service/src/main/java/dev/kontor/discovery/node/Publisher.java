package dev.kontor.discovery.node;

import dev.kontor.discovery.lookup.Report;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.RoutingTable;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.Keeping;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.discovery.store.RecordStore;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything that this node publishes: what is due, who is to keep it, and what came of it.
final class Publisher {
    private final NodeId self;
    private final Key point;
    private final RoutingTable table;
    private final RecordStore store;
    private final RecordCheck check;
    private final Publications publications;
    private final Offers offers;
    private final Consumer<Effect> effects;
    private final PriorityNodes priority;

    /// Where this node stands and whom it knows.
    record Place(NodeId self, RoutingTable table, PriorityNodes priority) {}

    Publisher(
            Place place,
            RecordStore store,
            RecordCheck check,
            Publications publications,
            Offers offers,
            Consumer<Effect> effects) {
        this.self = place.self();
        this.point = Key.of(place.self());
        this.table = place.table();
        this.priority = place.priority();
        this.store = store;
        this.check = check;
        this.publications = publications;
        this.offers = offers;
        this.effects = effects;
    }

    /// What we publish we keep from the first moment on, for partners who ask us before we have found others.
    void publish(List<Publication> records, Instant now) {
        publications.replace(records, now);
        records.forEach(publication -> keeper(publication, now));
    }

    void put(Publication publication, Instant until, Instant now) {
        if (publications.put(publication, until, now)) {
            keeper(publication, now);
        } else {
            effects.accept(new Effect.Published(publication.key(), 0, 0));
        }
    }

    /// The nodes of the record's region are known.
    void offer(Publication publication, Report report, Instant now) {
        offers.start(
                publication,
                new Offers.Keepers(
                        report.nearest(), priority.keepersOf(publication.key(), now), keeper(publication, now)),
                now);
    }

    /// We always keep what we publish, for partners who ask us first; as a keeper we only count when we are near
    /// enough.
    private Optional<NodeId> keeper(Publication publication, Instant now) {
        List<Contact> nearest = table.closest(publication.key(), RoutingTable.K);
        boolean near = nearest.size() < RoutingTable.K
                || publication.key().compareDistance(point, nearest.getLast().point()) < 0;
        boolean kept = check.check(publication.key(), publication.signed(), now) instanceof Checked.Genuine(var record)
                && store.keep(record).compareTo(Keeping.SAME) <= 0;
        return near && kept ? Optional.of(self) : Optional.empty();
    }

    List<Publication> due(Instant now) {
        return publications.due(now);
    }

    /// Ends what everybody has answered; returns false when there was nothing.
    boolean endOffers(Instant now) {
        List<Offers.Offer> ended = offers.ended(now);
        for (Offers.Offer offer : ended) {
            publications.onOffered(offer.publication(), offer.copies(), now);
            if (offer.isContested()) {
                publications.onContested(offer.publication(), now);
                effects.accept(new Effect.Contested(
                        offer.publication().key(), offer.contesting().size()));
            }
            effects.accept(new Effect.Published(offer.publication().key(), offer.copies(), offer.offered()));
        }
        return !ended.isEmpty();
    }

    void onNewcomer(Instant now) {
        publications.onNewcomer(now);
    }

    /// Somebody has answered who proved to be there: perhaps a priority node that was not.
    void onProven(Contact contact, Bytes token, Instant now) {
        if (priority.onAnswer(contact, token, now)) {
            publications.onPriorityNode(now);
        }
    }

    Instant nextDue() {
        return publications.nextDue();
    }

    Instant nextDeadline() {
        return offers.nextDeadline();
    }

    List<Standing> standings() {
        return publications.standings();
    }
}
