package dev.kontor.identity.partner;

import dev.kontor.identity.audit.Act;
import dev.kontor.identity.audit.Audit;
import dev.kontor.identity.delivery.Courier;
import dev.kontor.identity.grant.ReceivedGrants;
import dev.kontor.identity.pairing.Command;
import dev.kontor.identity.pairing.Handshake;
import dev.kontor.identity.pairing.Introduction;
import dev.kontor.identity.pairing.Introductions;
import dev.kontor.identity.pairing.Pairing;
import dev.kontor.identity.pairing.Peer;
import dev.kontor.identity.pairing.State;
import dev.kontor.identity.pairing.Step;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/// What admins do about partners. Each act loads and locks the pairing, lets the engine decide, and carries the
/// decision out in one transaction with its audit entry; a refusal says which state the pairing is in and what that
/// state allows.
@ApplicationScoped
class Partners {
    private final Audit audit;
    private final Desk desk;
    private final OurPart ours;
    private final Courier courier;
    private final Mutiny.SessionFactory sessions;

    Partners(Audit audit, Desk desk, OurPart ours, Courier courier, Mutiny.SessionFactory sessions) {
        this.audit = audit;
        this.desk = desk;
        this.ours = ours;
        this.courier = courier;
        this.sessions = sessions;
    }

    Uni<List<PartnerStatus>> list() {
        return sessions.withSession(session -> Pairings.all(session)
                .chain(rows -> ReceivedGrants.all(session)
                        .map(received -> rows.stream()
                                .map(row -> PartnerStatus.from(row).granting(received))
                                .toList())));
    }

    Uni<PartnerStatus> invite(String actor, Bytes descriptor, Optional<String> petname) {
        Peer peer = peer(descriptor);
        return perform(
                new Act(
                        actor,
                        "partner.invite",
                        petname.orElse(peer.organisation().toString())),
                session -> requireNothingOpen(session, peer)
                        .chain(() -> ours.introduction(session))
                        .chain(introduction -> begin(session, peer, introduction, petname)));
    }

    private Uni<StoredPairing> begin(
            Mutiny.Session session, Peer peer, Introduction introduction, Optional<String> petname) {
        Step.Taken step = ours.handshake().invite(ours.newId(), peer, introduction, ours.newNonce(), ours.now());
        Optional<String> suggested = Optional.of(peer.introduction().name()).filter(name -> !name.isEmpty());
        return chooseName(session, step.pairing().id(), petname, suggested)
                .chain(name -> desk.begin(session, step, name));
    }

    Uni<PartnerStatus> accept(String actor, String key, Optional<String> petname) {
        return perform(
                new Act(actor, "partner.accept", key),
                session -> require(session, key, Command.ACCEPT)
                        .call(row -> requireNoRival(session, row))
                        .call(row -> name(session, row, petname))
                        .chain(row -> ours.introduction(session)
                                .chain(introduction -> decide(
                                        session,
                                        row,
                                        (engine, pairing) -> engine.accept(pairing, introduction, ours.newNonce())))));
    }

    Uni<PartnerStatus> approve(String actor, String key, Optional<String> petname) {
        return perform(
                new Act(actor, "partner.approve", key),
                session -> require(session, key, Command.APPROVE)
                        .call(row -> name(session, row, petname))
                        .chain(row -> decide(session, row, (engine, pairing) -> engine.approve(pairing, ours.now()))));
    }

    Uni<PartnerStatus> end(String actor, String key, Command command, String reason) {
        return perform(
                new Act(actor, "partner." + command, key),
                session -> require(session, key, command)
                        .chain(row -> decide(session, row, (engine, pairing) -> engine.end(pairing, command, reason))));
    }

    private Uni<PartnerStatus> perform(Act act, Function<Mutiny.Session, Uni<StoredPairing>> work) {
        return audit.perform(act, work).invoke(courier::wake).map(PartnerStatus::from);
    }

    @FunctionalInterface
    private interface Decision {
        Step by(Handshake engine, Pairing pairing);
    }

    private Uni<StoredPairing> decide(Mutiny.Session session, StoredPairing row, Decision decision) {
        return switch (decision.by(ours.handshake(), row.pairing())) {
            case Step.Taken step -> desk.proceed(session, row, step);
            case Step.NotAllowed(State state, Command command, String why) ->
                Uni.createFrom().failure(Refusals.wrongState(row, state, command, why));
            case Step.Ignored(String why) -> throw new IllegalStateException("the engine ignored an admin: " + why);
        };
    }

    private Peer peer(Bytes descriptor) {
        Peer peer = switch (Introductions.ofDescriptor(descriptor, ours.now())) {
            case Introductions.Outcome.Known(Peer known) -> known;
            case Introductions.Outcome.Doubtful(String reason) -> throw ProblemException.invalid("descriptor", reason);
        };
        if (ours.is(peer)) {
            throw ProblemType.CONFLICT.because("The descriptor is this site's own; a site cannot be its own partner.");
        }
        return peer;
    }

    private static Uni<StoredPairing> require(Mutiny.Session session, String key, Command command) {
        return Pairings.lock(session, key, command)
                .map(row -> row.orElseThrow(() -> Refusals.unknown(key)))
                .invoke(row -> {
                    State state = row.pairing().state();
                    if (!state.allowed().contains(command)) {
                        throw Refusals.wrongState(row, state, command, "");
                    }
                });
    }

    /// One living pairing with a site is enough; a second one would only confuse.
    private static Uni<Void> requireNothingOpen(Mutiny.Session session, Peer peer) {
        return Pairings.livingWith(session, peer.site())
                .invoke(rows -> rows.stream().findFirst().ifPresent(row -> {
                    throw Refusals.alreadyOpen(row);
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> requireNoRival(Mutiny.Session session, StoredPairing row) {
        return Pairings.livingWith(session, row.pairing().peer().site())
                .invoke(rows -> rows.stream()
                        .filter(other -> !other.id.equals(row.id) && !other.state.equals(row.state))
                        .filter(other -> other.movedFrom == null)
                        .findFirst()
                        .ifPresent(other -> {
                            throw Refusals.alreadyOpen(other);
                        }))
                .replaceWithVoid();
    }

    /// Gives the partner the wanted name, else keeps the one that it has, else takes the suggested one.
    private static Uni<Void> name(Mutiny.Session session, StoredPairing row, Optional<String> wanted) {
        if (wanted.isEmpty() && row.petname != null) {
            return Uni.createFrom().voidItem();
        }
        return chooseName(session, Pairings.id(row), wanted, Optional.of(row.suggestedName))
                .invoke(name -> row.petname = name.orElse(null))
                .replaceWithVoid();
    }

    private static Uni<Optional<String>> chooseName(
            Mutiny.Session session, PairingId id, Optional<String> wanted, Optional<String> suggested) {
        return Pairings.petnames(session, id.toString())
                .map(taken -> wanted.map(name -> Refusals.requireFree(Petname.wanted(name, taken)))
                        .or(() -> suggested.map(name -> Petname.from(name, taken))));
    }
}
