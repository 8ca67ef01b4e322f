package dev.kontor.wire.descriptor;

import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Verdict.Reason;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The checks of descriptors and announcements, cheapest first. Nothing here throws on what a remote sent.
final class DescriptorCheck {
    private DescriptorCheck() {}

    static Verdict<Descriptor> ofStranger(SignedRecord record, Instant now) {
        return check(record, now, DescriptorCheck::byInception);
    }

    static Verdict<Descriptor> ofMember(SignedRecord record, OrgState organisation, Instant now) {
        return check(record, now, descriptor -> byLog(descriptor, organisation));
    }

    /// What is wrong with a time of validity.
    static <T> Optional<Verdict<T>> validity(Validity validity, Instant now) {
        if (validity.expired(now)) {
            return refused(Reason.EXPIRED, "expired at " + validity.expiresAt());
        }
        if (validity.premature(now)) {
            return refused(Reason.BAD_VALIDITY, "issued in the future, at " + validity.issuedAt());
        }
        return Optional.empty();
    }

    static <T> Optional<Verdict<T>> refused(Reason reason, String detail) {
        return Optional.of(new Verdict.Refused<>(reason, detail));
    }

    private static Verdict<Descriptor> check(
            SignedRecord record, Instant now, Function<Descriptor, Optional<Verdict<Descriptor>>> membership) {
        if (record.encoded().size() > Descriptor.MAX_RECORD) {
            return new Verdict.Refused<>(Reason.TOO_LARGE, "more than 1000 bytes");
        }
        try {
            Descriptor descriptor = Descriptor.decode(record.payload());
            return DescriptorCheck.<Descriptor>validity(descriptor.validity(), now)
                    .or(() -> signature(record, descriptor))
                    .or(() -> membership.apply(descriptor))
                    .orElseGet(() -> new Verdict.Verified<>(descriptor, record));
        } catch (MalformedException malformed) {
            return new Verdict.Refused<>(Reason.MALFORMED, malformed.reason());
        }
    }

    private static Optional<Verdict<Descriptor>> signature(SignedRecord record, Descriptor descriptor) {
        return record.verify(descriptor.siteKey(), Descriptor.TYPE)
                ? Optional.empty()
                : refused(Reason.BAD_SIGNATURE, "not a descriptor signed by the site key that it names");
    }

    private static Optional<Verdict<Descriptor>> byInception(Descriptor descriptor) {
        SignedRecord inception = descriptor.membership().inception();
        if (!inception.digest().equals(descriptor.orgId().bytes())) {
            return refused(Reason.BAD_INCEPTION, "the inception is another organisation's");
        }
        OrgState begin;
        try {
            begin = new OrgLog(List.of(inception)).beginning();
        } catch (MalformedException malformed) {
            return refused(Reason.BAD_INCEPTION, malformed.reason());
        }
        return endorsement(descriptor).or(() -> byRootKey(descriptor, begin));
    }

    /// A descriptor has room for one signature: where it takes more to speak for the organisation, the log decides.
    private static Optional<Verdict<Descriptor>> byRootKey(Descriptor descriptor, OrgState begin) {
        if (begin.authority().threshold() > 1) {
            return refused(Reason.NEEDS_LOG, "one root key alone does not speak for the organisation");
        }
        return begin.signed(descriptor.membership().endorsement())
                ? Optional.empty()
                : refused(Reason.NEEDS_LOG, "endorsed by a key that is not in the inception");
    }

    /// The site was told to belong to the organisation by who has read the organisation's log.
    static Verdict<Descriptor> ofPinned(SignedRecord record, OrgId organisation, SiteId site, Instant now) {
        return check(
                record,
                now,
                descriptor -> descriptor.orgId().equals(organisation)
                                && descriptor.siteId().equals(site)
                        ? Optional.empty()
                        : refused(Reason.NOT_A_SITE, "the descriptor of another site"));
    }

    private static Optional<Verdict<Descriptor>> byLog(Descriptor descriptor, OrgState organisation) {
        if (!organisation.orgId().equals(descriptor.orgId())) {
            return refused(Reason.BAD_INCEPTION, "the descriptor is another organisation's");
        }
        if (!organisation.active() || !organisation.sites().contains(descriptor.siteKey())) {
            return refused(Reason.NOT_A_SITE, "the organisation's log does not hold this site");
        }
        return Optional.empty();
    }

    private static Optional<Verdict<Descriptor>> endorsement(Descriptor descriptor) {
        SignedRecord record = descriptor.membership().endorsement();
        if (record.type() != RecordType.ENDORSEMENT) {
            return refused(Reason.BAD_ENDORSEMENT, "not an endorsement but " + record.type());
        }
        Endorsement endorsement = Endorsement.decode(record.payload());
        boolean fits = endorsement.siteKey().equals(descriptor.siteKey())
                && endorsement.orgId().equals(descriptor.orgId());
        return fits
                ? Optional.empty()
                : refused(Reason.BAD_ENDORSEMENT, "the endorsement is for another site or organisation");
    }
}
