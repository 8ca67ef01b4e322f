package dev.kontor.wire.event;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;

/// A site's newer descriptor was learned, ours or another's.
///
/// @param record the signed descriptor
public record DescriptorChanged(OrgId orgId, SiteId siteId, long sequence, Bytes record) {}
