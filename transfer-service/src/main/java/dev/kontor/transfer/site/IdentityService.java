package dev.kontor.transfer.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.client.Retried;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// What this service asks of identity-service. Blocking; for virtual threads.
@Path("/internal")
@RegisterRestClient(configKey = "identity")
interface IdentityService {
    @GET
    @Retried
    @Path("/site")
    SiteFacts site();

    @POST
    @Path("/signatures")
    Signed sign(ToSign request);

    @GET
    @Path("/log/checkpoint")
    Signed checkpoint();

    @POST
    @Path("/hpke/open")
    Opened open(ToOpen request);

    @POST
    @Path("/receipts")
    void keepReceipt(SignedReceipt receipt);

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SiteFacts(
            @JsonProperty("orgId") OrgId orgId,
            @JsonProperty("siteId") SiteId siteId,
            @JsonProperty("siteKey") Bytes siteKey,
            @JsonProperty("hpkeKeys") List<HpkeKeyFacts> hpkeKeys) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record HpkeKeyFacts(
            @JsonProperty("keyId") Bytes keyId,
            @JsonProperty("publicKey") Bytes publicKey) {}

    @RegisterForReflection
    record ToSign(
            @JsonProperty("type") String type,
            @JsonProperty("payload") Bytes payload) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Signed(@JsonProperty("record") Bytes record) {}

    @RegisterForReflection
    record ToOpen(
            @JsonProperty("keyId") Bytes keyId,
            @JsonProperty("enc") Bytes enc,
            @JsonProperty("ciphertext") Bytes ciphertext,
            @JsonProperty("info") Bytes sealedFor,
            @JsonProperty("aad") Bytes aad) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Opened(@JsonProperty("plaintext") Bytes plaintext) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignedReceipt(
            @JsonProperty("receipt") Bytes receipt,
            @JsonProperty("countersignature") @Nullable Bytes countersignature,
            @JsonProperty("manifest") @Nullable Bytes manifest) {}
}
