package dev.kontor.identity.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.site.NextSite;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.VerifyKey;
import dev.kontor.wire.words.RecoveryWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Our organisation as its log has it, and which of its keys are here. Public facts only.
///
/// @param log the whole log, encoded
/// @param head place of the last entry, 0 for the inception
/// @param threshold how many root keys sign an entry
/// @param rootHere whether the key store can sign entries by itself
/// @param nextRootHere whether the key store can rotate; false once the next keys are on paper only
/// @param nextThreshold how many of the next keys a rotation takes
/// @param nextKeys what is known of them
/// @param successor key of the site that was prepared to take this one's place
/// @param restart whether the services have to be started again, to go on as another site
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrganisationStatus(
        @JsonProperty("orgId") OrgId orgId,
        @JsonProperty("log") Bytes log,
        @JsonProperty("head") long head,
        @JsonProperty("active") boolean active,
        @JsonProperty("domain") @Nullable String domain,
        @JsonProperty("threshold") int threshold,
        @JsonProperty("rootHere") boolean rootHere,
        @JsonProperty("nextRootHere") boolean nextRootHere,
        @JsonProperty("nextThreshold") int nextThreshold,
        @JsonProperty("nextKeys") List<NextKey> nextKeys,
        @JsonProperty("sites") List<Member> sites,
        @JsonProperty("successor") @Nullable Bytes successor,
        @JsonProperty("restart") boolean restart) {

    /// A key on paper.
    ///
    /// @param commitment SHA-256 of its public key
    /// @param checkWords stand on the paper too
    @RegisterForReflection
    record NextKey(
            @JsonProperty("commitment") Bytes commitment,
            @JsonProperty("checkWords") List<String> checkWords) {}

    /// A site of the organisation.
    ///
    /// @param own whether it is this one
    @RegisterForReflection
    record Member(
            @JsonProperty("siteId") SiteId siteId,
            @JsonProperty("siteKey") Bytes siteKey,
            @JsonProperty("own") boolean own) {}

    static OrganisationStatus of(NextSite site) {
        OrgState state = site.organisation();
        return new OrganisationStatus(
                state.orgId(),
                site.log().encode(),
                state.headSeq(),
                state.active(),
                state.domain() == null ? null : state.domain().text(),
                state.authority().threshold(),
                site.rootHere(),
                site.nextRootHere(),
                state.authority().nextThreshold(),
                state.nextKeyCommitments().stream()
                        .map(digest -> new NextKey(digest, RecoveryWords.check(digest)))
                        .toList(),
                state.sites().stream()
                        .map(key -> new Member(SiteId.of(key), key.raw(), key.equals(site.siteKey())))
                        .toList(),
                site.successor().map(VerifyKey::raw).orElse(null),
                site.another());
    }
}
