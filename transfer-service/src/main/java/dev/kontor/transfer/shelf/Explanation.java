package dev.kontor.transfer.shelf;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a partner would be answered now, and why: for our own people only.
///
/// @param decision `allowed`, `denied`, or `undecided` while trust cannot be confirmed
/// @param rule the rule that decides; `granted` when it is allowed
/// @param grantId the grant that allows it
/// @param change what would have to change for the opposite
/// @param grants every grant on the namespace for this partner, and what it says
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        @JsonProperty("partner") String partner,
        @JsonProperty("orgId") OrgId orgId,
        @JsonProperty("namespace") String namespace,
        @JsonProperty("decision") String decision,
        @JsonProperty("rule") String rule,
        @JsonProperty("detail") String detail,
        @JsonProperty("grantId") @Nullable GrantId grantId,
        @JsonProperty("change") String change,
        @JsonProperty("grants") List<Considered> grants) {

    /// One grant that was held against the question.
    ///
    /// @param says `allows`, or the rule by which it does not
    @RegisterForReflection
    public record Considered(
            @JsonProperty("grantId") GrantId grantId,
            @JsonProperty("audience") String audience,
            @JsonProperty("pathPrefix") String pathPrefix,
            @JsonProperty("says") String says,
            @JsonProperty("detail") String detail) {}

    static final String ALLOWED = "allowed";
    static final String DENIED = "denied";
    static final String UNDECIDED = "undecided";
}
