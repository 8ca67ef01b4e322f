package dev.kontor.transfer.limits;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// The schedule that an admin has set for one direction.
@Entity
@Table(name = "bandwidth_limit")
class LimitRow {
    @Id
    String direction;

    @Column(nullable = false)
    String zone;

    @Column(nullable = false)
    String rules;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected LimitRow() {}

    LimitRow(Way way, String zone, String rules) {
        this.direction = way.word();
        this.zone = zone;
        this.rules = rules;
    }
}
