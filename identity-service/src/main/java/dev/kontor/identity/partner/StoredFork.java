package dev.kontor.identity.partner;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A row of the table `organisation_fork`: two logs of one organisation that cannot both be. Both hold, so together
/// they
/// are the proof, to anybody.
@Entity
@Table(name = "organisation_fork")
class StoredFork {
    @Id
    @Column(name = "org_id")
    String orgId;

    @Column(name = "place", nullable = false)
    int place;

    @Column(name = "held", nullable = false)
    Bytes held;

    @Column(name = "other", nullable = false)
    Bytes other;

    @Column(name = "found_at", nullable = false)
    Instant foundAt;

    @Column(name = "resolved_at")
    @Nullable
    Instant resolvedAt;

    @Column(name = "resolved_by")
    @Nullable
    String resolvedBy;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected StoredFork() {}

    StoredFork(OrgId organisation, int place, OrgLog held, OrgLog other, Instant now) {
        this.orgId = organisation.toString();
        this.held = held.encode();
        found(place, held, other, now);
    }

    /// Another proof takes the place of one that was resolved.
    final void found(int at, OrgLog ours, OrgLog theirs, Instant now) {
        place = at;
        held = ours.encode();
        other = theirs.encode();
        foundAt = now;
        resolvedAt = null;
        resolvedBy = null;
    }

    /// Whether it is no news: the case is open, or these are the two histories that an admin has decided about.
    boolean covers(OrgLog ours, OrgLog theirs) {
        return resolvedAt == null || proves(ours, theirs) || proves(theirs, ours);
    }

    private boolean proves(OrgLog one, OrgLog another) {
        return part(one).equals(part(OrgLog.decode(held))) && part(another).equals(part(OrgLog.decode(other)));
    }

    /// What stands where they part, if the log is that long.
    private Optional<Bytes> part(OrgLog log) {
        return log.records().stream().skip(place).findFirst().map(SignedRecord::digest);
    }

    void resolve(String actor, Instant now) {
        resolvedAt = now;
        resolvedBy = actor;
    }
}
