package dev.kontor.transfer.snapshot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// Whether partners may help with a namespace of ours.
@Entity
@Table(name = "helper_policy")
class HelperPolicyRow {
    @Id
    String namespace;

    @Column(nullable = false)
    String helpers;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected HelperPolicyRow() {}

    HelperPolicyRow(String namespace, Helpers helpers) {
        this.namespace = namespace;
        this.helpers = helpers.word();
    }
}
