package dev.kontor.identity.audit;

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

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected AuditEntry() {}

    AuditEntry(Instant at, Act act, String outcome, String detail) {
        this.at = at;
        this.actor = act.actor();
        this.act = act.verb();
        this.subject = act.subject();
        this.outcome = outcome;
        this.detail = detail;
    }
}
