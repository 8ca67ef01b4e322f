package dev.kontor.wire.event;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;

/// Who we are.
///
/// @param caKeyHash SHA-256 of the public key of our certificate authority
/// @param name what the organisation calls itself
public record Self(OrgId orgId, SiteId siteId, Bytes caKeyHash, String name) {}
