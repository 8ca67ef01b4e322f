package dev.kontor.wire.event;

import dev.kontor.wire.id.GrantId;

/// A grant was made or revoked.
///
/// @param trustVersion version of the trust view that holds the change
public record GrantChanged(GrantId grantId, String namespace, boolean revoked, long trustVersion) {}
