package dev.kontor.identity.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.log.TreeNode;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// A row of the table `log_node`: the head of a complete subtree.
@Entity
@Table(name = "log_node")
class NodeRow {
    @EmbeddedId
    Place place;

    @Column(name = "hash", nullable = false)
    Bytes hash;

    /// For Hibernate.
    @SuppressWarnings("NullAway")
    protected NodeRow() {}

    NodeRow(TreeNode node, Bytes hash) {
        this.place = new Place(node.level(), node.index());
        this.hash = hash;
    }

    TreeNode node() {
        return new TreeNode(place.level(), place.index());
    }

    /// Where it is.
    @Embeddable
    record Place(
            @Column(name = "level") int level,
            @Column(name = "place") long index) {}
}
