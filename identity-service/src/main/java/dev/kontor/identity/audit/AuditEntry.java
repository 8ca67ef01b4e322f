package dev.kontor.identity.audit;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.log.Commitment;
import dev.kontor.wire.log.LogLeaf;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of the audit log; never changed after it is written.
@Entity
@Table(name = "audit_entry")
class AuditEntry {
    static final String DONE = "done";
    static final String REFUSED = "refused";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long position;

    @Column(name = "at", nullable = false)
    Instant at;

    @Column(name = "actor", nullable = false)
    String actor;

    @Column(name = "act", nullable = false)
    String act;

    @Column(name = "subject", nullable = false)
    String subject;

    @Column(name = "outcome", nullable = false)
    String outcome;

    @Column(name = "detail", nullable = false)
    String detail;

    /// Of the commitment in the log's leaf. Older databases have none until the leaf is there; none again once the
    /// words are erased.
    @Column(name = "salt")
    @Nullable
    Bytes salt;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected AuditEntry() {}

    AuditEntry(Instant at, Act act, String outcome, String detail, Bytes salt) {
        this.at = at;
        this.actor = act.actor();
        this.act = act.verb();
        this.subject = act.subject();
        this.outcome = outcome;
        this.detail = detail;
        this.salt = salt;
    }

    /// What the site's log says of this, without a word of it.
    LogLeaf.Acted leaf(Bytes committedWith) {
        Bytes commitment = new Commitment(committedWith, actor, subject, detail).value();
        return new LogLeaf.Acted(at, act, outcome.equals(REFUSED), commitment);
    }
}
