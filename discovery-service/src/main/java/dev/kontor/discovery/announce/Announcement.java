package dev.kontor.discovery.announce;

import dev.kontor.discovery.node.Publication;
import dev.kontor.discovery.store.RecordKey;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.Validity;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What we last had signed, and the facts that it was signed for.
record Announcement(Identity.Site site, Bytes signedDescriptor, Optional<Bytes> signedName) {
    Descriptor descriptor() {
        return Descriptor.decode(SignedRecord.parse(signedDescriptor).payload());
    }

    /// Whether a new one is due: the facts have changed, or half of the time is over.
    boolean isDue(Identity.Site present, Instant now) {
        Validity validity = descriptor().validity();
        Duration life = Duration.between(validity.issuedAt(), validity.expiresAt());
        return !site.equals(present) || !now.isBefore(validity.issuedAt().plus(life.dividedBy(2)));
    }

    /// What is to be published.
    ///
    /// @param before the sequence of the last descriptor of ours, when there was one
    List<Publication> publications(@Nullable Long before) {
        List<Publication> publications = new ArrayList<>();
        publications.add(new Publication(RecordKey.ofSite(descriptor().siteId()), signedDescriptor, before));
        publications.add(new Publication(RecordKey.ofOrganisation(descriptor().orgId()), signedDescriptor, before));
        signedName.ifPresent(signed -> publications.add(new Publication(RecordKey.ofName(name(signed)), signed)));
        return publications;
    }

    private static String name(Bytes signed) {
        return NameAnnouncement.decode(SignedRecord.parse(signed).payload())
                .name()
                .text();
    }
}
