package dev.kontor.wire.event;

import dev.kontor.wire.id.OrgId;

/// A partner's state, petname or sites changed.
///
/// @param trustVersion version of the trust view that holds the change
public record PartnerChanged(OrgId orgId, String petname, PartnerState state, long trustVersion) {}
