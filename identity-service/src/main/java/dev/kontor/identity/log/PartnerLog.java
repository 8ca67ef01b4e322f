package dev.kontor.identity.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.sign.SignedRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the table `partner_checkpoint`: the newest head of a partner's log that we were given.
@Entity
@Table(name = "partner_checkpoint")
class PartnerLog {
    @Id
    @Column(name = "site_id")
    String siteId;

    @Column(name = "record", nullable = false)
    Bytes record;

    @Column(name = "seen_at", nullable = false)
    Instant seenAt;

    @Column(name = "fault")
    @Nullable
    String fault;

    @Column(name = "contrary")
    @Nullable
    Bytes contrary;

    @Column(name = "found_at")
    @Nullable
    Instant foundAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected PartnerLog() {}

    PartnerLog(Checkpoint head, SignedRecord record, Instant now) {
        this.siteId = head.origin().toString();
        this.record = record.encoded();
        this.seenAt = now;
    }

    Checkpoint head() {
        return Checkpoint.decode(SignedRecord.parse(record).payload());
    }

    void advance(SignedRecord newer, Instant now) {
        record = newer.encoded();
        seenAt = now;
    }

    /// Both signed heads stay: together they are the proof.
    void contradict(SignedRecord other, String why, Instant now) {
        fault = why;
        contrary = other.encoded();
        foundAt = now;
    }
}
