package dev.kontor.identity.trust;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.grant.IssuedGrant;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.grant.Constraint;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A grant as an admin sees it.
///
/// @param partner our name for the grantee, or `all partners`
/// @param orgId the grantee; absent when it is for all partners
/// @param actions such as `list`, `read`, `receive`
/// @param record the signed grant
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantStatus(
        @JsonProperty("grantId") GrantId grantId,
        @JsonProperty("namespace") String namespace,
        @JsonProperty("partner") String partner,
        @JsonProperty("orgId") @Nullable OrgId orgId,
        @JsonProperty("pathPrefix") String pathPrefix,
        @JsonProperty("actions") List<String> actions,
        @JsonProperty("issuedAt") Instant issuedAt,
        @JsonProperty("notBefore") @Nullable Instant notBefore,
        @JsonProperty("notAfter") @Nullable Instant notAfter,
        @JsonProperty("purpose") @Nullable String purpose,
        @JsonProperty("grantedBy") String grantedBy,
        @JsonProperty("revoked") boolean revoked,
        @JsonProperty("revokedAt") @Nullable Instant revokedAt,
        @JsonProperty("revokedBy") @Nullable String revokedBy,
        @JsonProperty("record") Bytes record) {

    static GrantStatus from(IssuedGrant row, Map<OrgId, String> names) {
        GrantView view = row.view();
        Grant grant = view.grant();
        OrgId grantee = row.organisation().orElse(null);
        return new GrantStatus(
                view.grantId(),
                view.namespace(),
                grantee == null ? "all partners" : names.getOrDefault(grantee, grantee.toString()),
                grantee,
                view.pathPrefix(),
                view.actions().stream().map(GrantStatus::word).toList(),
                view.issuedAt(),
                grant.constraint(Constraint.NotBefore.class)
                        .map(Constraint.NotBefore::time)
                        .orElse(null),
                view.notAfter(),
                grant.constraint(Constraint.Purpose.class)
                        .map(Constraint.Purpose::text)
                        .orElse(null),
                row.grantedBy(),
                row.revoked(),
                row.revokedAt(),
                row.revokedBy(),
                view.record());
    }

    static String word(GrantAction action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
