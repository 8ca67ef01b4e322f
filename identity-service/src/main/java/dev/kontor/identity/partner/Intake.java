package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.log.SiteLog;
import dev.kontor.identity.pairing.Body;
import dev.kontor.identity.pairing.Command;
import dev.kontor.identity.pairing.Introduction;
import dev.kontor.identity.pairing.Introductions;
import dev.kontor.identity.pairing.PairingMessage;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.pairing.Reception;
import dev.kontor.identity.pairing.Reception.Admission;
import dev.kontor.identity.pairing.Step;
import dev.kontor.identity.site.OurSite;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// What other sites say to us: about pairing, and, once they are partners, about their grants ([Notices]).
/// Everything here comes from strangers: it is checked from the cheapest test to the dearest, and nothing of the
/// reason goes back.
@ApplicationScoped
class Intake {
    private static final String CROSSED = "both sides invited each other; the other offer stands";

    private final OurPart ours;
    private final OurSite site;
    private final Desk desk;
    private final Notices notices;
    private final SiteLog log;
    private final Chronicle chronicle;
    private final Courier courier;

    Intake(OurPart ours, OurSite site, Desk desk, Notices notices, Chronicle chronicle, SiteLog log, Courier courier) {
        this.ours = ours;
        this.site = site;
        this.desk = desk;
        this.notices = notices;
        this.log = log;
        this.chronicle = chronicle;
        this.courier = courier;
    }

    /// What became of a message; for counting, and to tell the sender whether to come again.
    enum Outcome {
        TAKEN,
        MISFIT,
        MALFORMED,
        NOT_FOR_US,
        UNKNOWN_PAIRING,
        DOUBTFUL_INTRODUCTION,
        NO_PARTNER,
        BAD_SIGNATURE,
        OTHER_CONNECTION,
        FULL
    }

    /// Who brought the message, as its connection proved.
    record Caller(SiteId site, Bytes caKeyHash) {
        boolean is(Peer peer) {
            return peer.site().equals(site) && peer.caKeyHash().equals(caKeyHash);
        }
    }

    private record Received(SignedRecord record, PairingMessage message, Caller caller) {
        boolean by(Peer peer) {
            return record.verify(new VerifyKey(peer.siteKey()), RecordType.PAIRING);
        }
    }

    Uni<Outcome> receive(Bytes encoded, Caller caller) {
        Received received;
        try {
            SignedRecord record = SignedRecord.parse(encoded);
            if (record.type() == RecordType.GRANT || record.type() == RecordType.REVOCATION) {
                return notices.receive(record, caller);
            }
            if (record.type() == OrganisationNotice.TYPE) {
                return news(OrganisationNotice.verified(record));
            }
            received = new Received(record, PairingMessage.decode(record.payload()), caller);
        } catch (MalformedException malformed) {
            return Uni.createFrom().item(Outcome.MALFORMED);
        }
        if (!received.message().to().equals(site.siteId())) {
            return Uni.createFrom().item(Outcome.NOT_FOR_US);
        }
        return log.transact(session -> Pairings.lock(session, received.message().pairing())
                        .chain(row -> authenticated(session, received, row)))
                .invoke(courier::wake);
    }

    /// Proves itself; who brings it does not matter.
    private Uni<Outcome> news(OrganisationNotice notice) {
        return log.transact(session -> chronicle.see(session, notice.log(), notice.descriptor()))
                .invoke(courier::wake);
    }

    private Uni<Outcome> authenticated(Mutiny.Session session, Received received, Optional<StoredPairing> row) {
        Optional<Peer> sender = sender(received.message().body(), row);
        if (sender.isEmpty()) {
            return Uni.createFrom().item(row.isEmpty() ? Outcome.UNKNOWN_PAIRING : Outcome.DOUBTFUL_INTRODUCTION);
        }
        if (!received.caller().is(sender.get())) {
            return Uni.createFrom().item(Outcome.OTHER_CONNECTION);
        }
        if (!received.by(sender.get())) {
            return Uni.createFrom().item(Outcome.BAD_SIGNATURE);
        }
        return learn(session, received.message().body())
                .chain(() -> row.map(known -> goOn(session, received, known, sender.get()))
                        .orElseGet(() -> begin(session, received, sender.get())));
    }

    /// Who introduces itself shows its organisation's log, which may be news about a partner.
    private Uni<Void> learn(Mutiny.Session session, Body body) {
        return switch (body) {
            case Body.Offer offer -> learn(session, offer.introduction());
            case Body.Acceptance acceptance -> learn(session, acceptance.introduction());
            case Body.Reveal _, Body.Confirmation _, Body.Completion _, Body.Farewell _ ->
                Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> learn(Mutiny.Session session, Introduction introduction) {
        return chronicle
                .see(session, OrgLog.decode(introduction.log()), SignedRecord.parse(introduction.descriptor()))
                .replaceWithVoid();
    }

    /// Whose message it is: who introduces itself in it, else the other side of the pairing.
    private Optional<Peer> sender(Body body, Optional<StoredPairing> row) {
        return switch (body) {
            case Body.Offer offer -> introduced(offer.introduction());
            case Body.Acceptance acceptance when row.isPresent() -> introduced(acceptance.introduction());
            case Body.Acceptance _, Body.Reveal _, Body.Confirmation _ ->
                row.map(known -> known.pairing().peer());
            case Body.Completion _, Body.Farewell _ ->
                row.map(known -> known.pairing().peer());
        };
    }

    private Optional<Peer> introduced(Introduction introduction) {
        return switch (Introductions.ofMember(introduction, ours.now())) {
            case Introductions.Outcome.Known(Peer peer) -> Optional.of(peer);
            case Introductions.Outcome.Doubtful _ -> Optional.empty();
        };
    }

    private Uni<Outcome> goOn(Mutiny.Session session, Received received, StoredPairing row, Peer sender) {
        Step step = ours.handshake()
                .receive(
                        row.pairing(),
                        received.record().payload(),
                        received.message().body(),
                        sender,
                        ours.now());
        if (!(step instanceof Step.Taken taken)) {
            return Uni.createFrom().item(Outcome.MISFIT);
        }
        boolean repeated = row.pairing().equals(taken.pairing());
        return desk.proceed(session, row, taken)
                .call(changed -> repeated
                        ? Uni.createFrom().voidItem()
                        : note(session, changed, received.message().body()))
                .replaceWith(Outcome.TAKEN);
    }

    private Uni<Void> note(Mutiny.Session session, StoredPairing row, Body body) {
        return desk.note(session, PartnerActs.said(row, body), PartnerActs.detail(row, body));
    }

    private Uni<Outcome> begin(Mutiny.Session session, Received received, Peer sender) {
        PairingId id = received.message().pairing();
        if (!(received.message().body() instanceof Body.Offer offer)
                || !(ours.handshake().asked(id, received.record().payload(), offer, sender, ours.now())
                        instanceof Step.Taken asked)) {
            return Uni.createFrom().item(Outcome.MISFIT);
        }
        return Pairings.census(session, sender.site())
                .map(census -> Reception.admit(id, sender, site.siteId(), census))
                .chain(admission -> switch (admission) {
                    case Admission.Full _ -> Uni.createFrom().item(Outcome.FULL);
                    case Admission.Ignored _ -> Uni.createFrom().item(Outcome.MISFIT);
                    case Admission.Admitted(Optional<PairingId> rival) ->
                        giveWay(session, rival)
                                .chain(() -> desk.begin(session, asked, Optional.empty()))
                                .call(row -> note(session, row, offer))
                                .replaceWith(Outcome.TAKEN);
                });
    }

    private Uni<Void> giveWay(Mutiny.Session session, Optional<PairingId> rival) {
        if (rival.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Pairings.lock(session, rival.get())
                .chain(row -> row.isPresent()
                                && ours.handshake().end(row.get().pairing(), Command.WITHDRAW, CROSSED)
                                        instanceof Step.Taken withdrawn
                        ? desk.proceed(session, row.get(), withdrawn)
                                .chain(own -> desk.note(
                                        session,
                                        new Act(PartnerActs.OURSELVES, "partner.withdraw", own.name()),
                                        CROSSED))
                        : Uni.createFrom().voidItem());
    }
}
