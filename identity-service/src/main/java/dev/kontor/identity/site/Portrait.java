package dev.kontor.identity.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.descriptor.Membership;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// Who we are, in JSON: public facts only.
///
/// @param inception the organisation's signed inception record
/// @param endorsement the signed statement that the site belongs to the organisation
@RegisterForReflection
record Portrait(
        @JsonProperty("label") String label,
        @JsonProperty("name") String name,
        @JsonProperty("orgId") OrgId orgId,
        @JsonProperty("siteId") SiteId siteId,
        @JsonProperty("siteKey") Bytes siteKey,
        @JsonProperty("caKeyHash") Bytes caKeyHash,
        @JsonProperty("hpkeKeys") List<HpkeKeyEntry> hpkeKeys,
        @JsonProperty("inception") Bytes inception,
        @JsonProperty("endorsement") Bytes endorsement,
        @JsonProperty("logHead") LogHead logHead) {
    @RegisterForReflection
    record HpkeKeyEntry(
            @JsonProperty("keyId") Bytes keyId,
            @JsonProperty("publicKey") Bytes publicKey) {}

    @RegisterForReflection
    record LogHead(
            @JsonProperty("seq") long seq,
            @JsonProperty("digest") Bytes digest) {}

    static Portrait of(OurSite site) {
        Membership membership = site.membership();
        HpkePublicKey hpke = site.hpkeKey();
        return new Portrait(
                site.label(),
                site.name(),
                site.orgId(),
                site.siteId(),
                site.siteKey().raw(),
                site.authority().keyHash(),
                List.of(new HpkeKeyEntry(hpke.keyId(), hpke.bytes())),
                membership.inception().encoded(),
                membership.endorsement().encoded(),
                new LogHead(membership.logSeq(), membership.logDigest()));
    }
}
