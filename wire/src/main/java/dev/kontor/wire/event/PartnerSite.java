package dev.kontor.wire.event;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.SiteId;

/// A site of a partner.
///
/// @param caKeyHash pinned SHA-256 of the public key of its certificate authority
/// @param descriptor its signed descriptor as last seen
public record PartnerSite(SiteId siteId, Bytes caKeyHash, Bytes descriptor) {}
