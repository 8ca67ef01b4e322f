package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;

/// Checks what a stranger shows of itself.
public final class Introductions {
    private Introductions() {}

    public sealed interface Outcome {
        record Known(Peer peer) implements Outcome {}

        record Doubtful(String reason) implements Outcome {}
    }

    /// A full introduction: the descriptor holds, the log holds, and the log's organisation is active and has the
    /// site. A descriptor that was valid when it was sent still introduces its site when the message was on its way
    /// for days; the connection that brings the message proves the keys as of now.
    public static Outcome ofMember(Introduction introduction, Instant now) {
        try {
            OrgState organisation = OrgLog.decode(introduction.log()).replay();
            if (!organisation.active()) {
                return new Outcome.Doubtful("the organisation has been deactivated");
            }
            SignedRecord record = SignedRecord.parse(introduction.descriptor());
            return outcome(Descriptor.verify(record, organisation, whenSent(record, now)), introduction);
        } catch (MalformedException malformed) {
            return new Outcome.Doubtful("the introduction is malformed: " + malformed.getMessage());
        }
    }

    /// A descriptor alone, as discovery finds it: enough to know whom to invite.
    public static Outcome ofDescriptor(Bytes descriptor, Instant now) {
        try {
            SignedRecord record = SignedRecord.parse(descriptor);
            if (record.encoded().size() > Descriptor.MAX_RECORD) {
                return new Outcome.Doubtful("the descriptor has more than " + Descriptor.MAX_RECORD + " bytes");
            }
            return outcome(Descriptor.verify(record, now), new Introduction(descriptor, Bytes.EMPTY, ""));
        } catch (MalformedException malformed) {
            return new Outcome.Doubtful("the descriptor is malformed: " + malformed.getMessage());
        }
    }

    private static Instant whenSent(SignedRecord record, Instant now) {
        Instant expiresAt = Descriptor.decode(record.payload()).validity().expiresAt();
        boolean late = !now.isBefore(expiresAt) && now.isBefore(expiresAt.plus(Limits.LONGEST_OFFER_LIFE));
        return late ? expiresAt.minusSeconds(1) : now;
    }

    private static Outcome outcome(Verdict<Descriptor> verdict, Introduction introduction) {
        return switch (verdict) {
            case Verdict.Verified<Descriptor> verified -> new Outcome.Known(peer(verified.value(), introduction));
            case Verdict.Refused<Descriptor>(Verdict.Reason reason, String detail) ->
                new Outcome.Doubtful("the descriptor is refused: " + reason + ", " + detail);
        };
    }

    private static Peer peer(Descriptor descriptor, Introduction introduction) {
        return new Peer(
                descriptor.orgId(),
                descriptor.siteId(),
                descriptor.siteKey().raw(),
                descriptor.caKeyHash(),
                named(introduction, descriptor));
    }

    private static Introduction named(Introduction introduction, Descriptor descriptor) {
        return introduction.name().isEmpty() && !descriptor.names().isEmpty()
                ? new Introduction(
                        introduction.descriptor(),
                        introduction.log(),
                        descriptor.names().getFirst().text())
                : introduction;
    }
}
