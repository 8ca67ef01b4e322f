package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.PairingId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The handshake's engine. Every method takes what is remembered and what happened, and returns what to remember and
/// what to say; see [State] for the diagram. Messages may be lost, doubled, late and out of order, and either side
/// may crash between two steps: each step repeats safely, and whoever has ended a pairing answers later messages with
/// that.
///
/// A caller may rely on this: nobody becomes active without both admins' decisions; an inviter that never hears that
/// the other side is active does not stay active.
///
/// @param bothCompare whether the invited side's admin, too, must compare the words before it becomes active
public record Handshake(boolean bothCompare) {
    private static final String EXPIRED = "expired";

    /// Starts as inviter.
    public Step.Taken invite(PairingId id, Peer to, Introduction ours, Bytes nonce, Instant now) {
        Instant deadline = now.plus(Limits.OFFER_LIFE).truncatedTo(ChronoUnit.SECONDS);
        Body.Offer offer = new Body.Offer(ours, Transcript.commitmentTo(nonce), deadline);
        Bytes payload = new PairingMessage(id, to.site(), offer).encode();
        Transcript transcript = new Transcript(payload, Bytes.EMPTY, nonce);
        return new Step.Taken(
                new Pairing(id, Role.INVITER, to, transcript, deadline, new State.Offered()), List.of(offer));
    }

    /// Starts as the invited side, when an offer comes in that [Reception] admits.
    public Step asked(PairingId id, Bytes payload, Body.Offer offer, Peer from, Instant now) {
        if (!offer.expiresAt().isAfter(now)) {
            return new Step.Ignored("the offer has expired");
        }
        Instant latest = now.plus(Limits.LONGEST_OFFER_LIFE);
        Instant deadline = offer.expiresAt().isBefore(latest) ? offer.expiresAt() : latest;
        Transcript transcript = new Transcript(payload, Bytes.EMPTY, Bytes.EMPTY);
        return taken(new Pairing(id, Role.INVITED, from, transcript, deadline, new State.Asked()));
    }

    /// Our admin accepts an offer.
    public Step accept(Pairing pairing, Introduction ours, Bytes nonce) {
        if (!(pairing.state() instanceof State.Asked asked)) {
            return notAllowed(pairing, Command.ACCEPT);
        }
        Body.Acceptance acceptance = new Body.Acceptance(
                ours, nonce, Transcript.offerDigest(pairing.transcript().offer()));
        Bytes payload = pairing.message(acceptance).encode();
        return taken(
                pairing.saying(pairing.transcript().withAcceptance(payload)).to(asked.toAcceptedByUs()), acceptance);
    }

    /// Our admin has compared the words and found them equal.
    public Step approve(Pairing pairing, Instant now) {
        return switch (pairing.state()) {
            case State.AcceptedByThem accepted ->
                taken(
                        pairing.to(accepted.toActive())
                                .until(now.plus(Limits.COMPLETION_LIFE).truncatedTo(ChronoUnit.SECONDS)),
                        confirmation(pairing));
            case State.AcceptedByUs accepted when accepted.approved() -> notAllowed(pairing, Command.APPROVE);
            case State.AcceptedByUs accepted
            when !pairing.transcript().whole() ->
                new Step.NotAllowed(accepted, Command.APPROVE, "the words to compare are not here yet");
            case State.AcceptedByUs accepted when accepted.confirmed() -> complete(pairing, accepted);
            case State.AcceptedByUs accepted -> taken(pairing.to(accepted.withApproval()));
            case State.Offered _, State.Asked _, State.Active _, State.Ended _ -> notAllowed(pairing, Command.APPROVE);
        };
    }

    /// Our admin says no: [Command#REJECT], [Command#WITHDRAW] or [Command#REVOKE].
    public Step end(Pairing pairing, Command command, String reason) {
        if (!pairing.state().allowed().contains(command)) {
            return notAllowed(pairing, command);
        }
        String fitting = Limits.fittingReason(reason);
        return switch (command) {
            case REJECT -> taken(pairing.to(new State.Rejected(Side.US, fitting)), new Body.Rejection(fitting));
            case WITHDRAW -> taken(pairing.to(new State.Withdrawn(Side.US, fitting)), new Body.Withdrawal(fitting));
            case REVOKE -> taken(pairing.to(new State.Revoked(Side.US, fitting)), new Body.Revocation(fitting));
            case ACCEPT, APPROVE -> throw new IllegalArgumentException(command + " ends nothing");
        };
    }

    /// Time has passed.
    public Step tick(Pairing pairing, Instant now) {
        if (!pairing.state().living() || pairing.deadline().isAfter(now)) {
            return new Step.Ignored("not due");
        }
        Pairing expired = pairing.to(new State.Expired());
        return switch (pairing.state()) {
            case State.Asked _ -> taken(expired);
            case State.Active _ -> taken(expired, new Body.Revocation(EXPIRED));
            case State.Offered _, State.AcceptedByThem _, State.AcceptedByUs _ ->
                taken(expired, new Body.Withdrawal(EXPIRED));
            case State.Ended _ -> throw new IllegalStateException("an ended pairing expires: " + pairing.id());
        };
    }

    /// A message of this pairing came in.
    ///
    /// @param payload the bytes that `body` was decoded from
    /// @param from whose signature is on it, as proved by the message's own introduction when it carries one
    public Step receive(Pairing pairing, Bytes payload, Body body, Peer from, Instant now) {
        if (!pairing.peer().sameAs(from)) {
            return new Step.Ignored("the message is from another site than the pairing is with");
        }
        if (pairing.state() instanceof State.Ended ended) {
            return body instanceof Body.Farewell ? new Step.Ignored("ended on both sides") : again(pairing, ended);
        }
        if (body instanceof Body.Farewell farewell) {
            return taken(pairing.to(endedByThem(farewell)));
        }
        return switch (pairing.state()) {
            case State.Offered offered -> inOffered(pairing, offered, payload, body, from);
            case State.Asked _ -> misfit(pairing, body);
            case State.AcceptedByThem _ -> inAcceptedByThem(pairing, payload, body);
            case State.AcceptedByUs accepted -> inAcceptedByUs(pairing, accepted, body);
            case State.Active active -> inActive(pairing, active, payload, body);
            case State.Ended ended -> again(pairing, ended);
        };
    }

    private static Step inOffered(Pairing pairing, State.Offered offered, Bytes payload, Body body, Peer from) {
        if (!(body instanceof Body.Acceptance acceptance)) {
            return misfit(pairing, body);
        }
        if (!acceptance
                .offerDigest()
                .equals(Transcript.offerDigest(pairing.transcript().offer()))) {
            return new Step.Ignored("the acceptance is for another offer");
        }
        Pairing next = pairing.with(from)
                .saying(pairing.transcript().withAcceptance(payload))
                .to(offered.toAcceptedByThem());
        return taken(next, new Body.Reveal(pairing.ourNonce()));
    }

    private static Step inAcceptedByThem(Pairing pairing, Bytes payload, Body body) {
        return body instanceof Body.Acceptance
                        && payload.equals(pairing.transcript().acceptance())
                ? taken(pairing, new Body.Reveal(pairing.ourNonce()))
                : misfit(pairing, body);
    }

    private Step inAcceptedByUs(Pairing pairing, State.AcceptedByUs accepted, Body body) {
        return switch (body) {
            case Body.Reveal reveal when !committed(pairing, reveal.nonce()) -> cheated(pairing);
            case Body.Reveal reveal -> taken(pairing.saying(pairing.transcript().withNonce(reveal.nonce())));
            case Body.Confirmation confirmation when !committed(pairing, confirmation.nonce()) -> cheated(pairing);
            case Body.Confirmation confirmation ->
                confirmed(
                        pairing.saying(pairing.transcript().withNonce(confirmation.nonce())),
                        accepted,
                        confirmation.transcript());
            case Body.Offer _, Body.Acceptance _, Body.Completion _ -> misfit(pairing, body);
            case Body.Farewell _ -> throw new IllegalStateException("a farewell was let through");
        };
    }

    private Step confirmed(Pairing pairing, State.AcceptedByUs accepted, Bytes transcript) {
        if (!transcript.equals(digest(pairing))) {
            return cheated(pairing);
        }
        return !bothCompare || accepted.approved()
                ? complete(pairing, accepted)
                : taken(pairing.to(accepted.withConfirmation()));
    }

    private static Step complete(Pairing pairing, State.AcceptedByUs accepted) {
        return taken(pairing.to(accepted.toActive()).until(Pairing.NEVER), new Body.Completion(digest(pairing)));
    }

    private static Step inActive(Pairing pairing, State.Active active, Bytes payload, Body body) {
        return switch (body) {
            case Body.Completion completion
            when pairing.role() == Role.INVITER && completion.transcript().equals(digest(pairing)) ->
                active.completed()
                        ? new Step.Ignored("completed already")
                        : taken(pairing.to(active.toCompleted()).until(Pairing.NEVER));
            case Body.Acceptance _
            when !active.completed() && payload.equals(pairing.transcript().acceptance()) ->
                taken(pairing, confirmation(pairing));
            case Body.Confirmation confirmation
            when pairing.role() == Role.INVITED && confirmation.transcript().equals(digest(pairing)) ->
                taken(pairing, new Body.Completion(digest(pairing)));
            default -> misfit(pairing, body);
        };
    }

    /// They act on a pairing that has ended here: tell them again how it ended.
    private static Step again(Pairing pairing, State.Ended ended) {
        return switch (ended) {
            case State.Rejected rejected
            when rejected.by() == Side.US -> taken(pairing, new Body.Rejection(rejected.reason()));
            case State.Withdrawn withdrawn
            when withdrawn.by() == Side.US -> taken(pairing, new Body.Withdrawal(withdrawn.reason()));
            case State.Revoked revoked
            when revoked.by() == Side.US -> taken(pairing, new Body.Revocation(revoked.reason()));
            case State.Expired _ -> taken(pairing, new Body.Withdrawal(EXPIRED));
            case State.Rejected _, State.Withdrawn _, State.Revoked _ -> new Step.Ignored("they ended it themselves");
        };
    }

    private static State endedByThem(Body.Farewell farewell) {
        return switch (farewell) {
            case Body.Rejection rejection -> new State.Rejected(Side.THEM, rejection.reason());
            case Body.Withdrawal withdrawal -> new State.Withdrawn(Side.THEM, withdrawal.reason());
            case Body.Revocation revocation -> new State.Revoked(Side.THEM, revocation.reason());
        };
    }

    private static boolean committed(Pairing pairing, Bytes nonce) {
        Body offer = PairingMessage.decode(pairing.transcript().offer()).body();
        return offer instanceof Body.Offer ours && ours.commitment().equals(Transcript.commitmentTo(nonce));
    }

    private static Step cheated(Pairing pairing) {
        String reason = "the other side did not keep to what it had committed to";
        return taken(pairing.to(new State.Withdrawn(Side.US, reason)), new Body.Withdrawal(reason));
    }

    private static Body confirmation(Pairing pairing) {
        return new Body.Confirmation(pairing.ourNonce(), digest(pairing));
    }

    private static Bytes digest(Pairing pairing) {
        return pairing.transcript()
                .digest()
                .orElseThrow(() -> new IllegalStateException("no transcript in " + pairing.state()));
    }

    private static Step misfit(Pairing pairing, Body body) {
        return new Step.Ignored(body.getClass().getSimpleName() + " does not fit "
                + pairing.state().label());
    }

    private static Step.NotAllowed notAllowed(Pairing pairing, Command command) {
        return new Step.NotAllowed(pairing.state(), command, "the state does not allow it");
    }

    private static Step taken(Pairing next, Body... say) {
        return new Step.Taken(next, List.of(say));
    }
}
