package dev.kontor.discovery.node;

import dev.kontor.wire.bytes.Bytes;

/// Why a request was sent, which says who is told of its outcome.
sealed interface Purpose {
    /// A step of a look-up.
    record Searching(long lookup) implements Purpose {}

    /// A further page of records for a look-up, from one quarter of the publishers.
    record Paging(long lookup, Quarter quarter) implements Purpose {}

    /// Offering a record, with the token that the node gave us for it.
    record Offering(long offer, Bytes token) implements Purpose {}

    /// To see whether somebody is there and is who it claims to be.
    record Probing() implements Purpose {}
}
