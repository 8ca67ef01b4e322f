package dev.kontor.identity.grant;

import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Event: a partner has told us of a grant to us, or of its end.
///
/// @param orgId the partner
/// @param siteId the site that issued the grant
@RegisterForReflection
public record GrantReceived(GrantId grantId, OrgId orgId, SiteId siteId, String namespace, boolean revoked) {
    public static final String TYPE = "dev.kontor.grant.received";
}
