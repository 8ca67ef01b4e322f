package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.descriptor.Validity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signs the provider records that discovery-service publishes.
@Path("/internal/provider-records")
@RolesAllowed("discovery-service")
@NonBlocking
public class ProviderResource {
    /// Our choice: some 10 ms of signing.
    static final int AT_ONCE = 256;

    private final OurSite site;
    private final Clock clock;

    ProviderResource(OurSite site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    @RegisterForReflection
    record ProviderRequest(
            @JsonProperty(value = "storageKeys", required = true)
            List<Bytes> storageKeys) {}

    /// The answer, in the order of the request.
    @RegisterForReflection
    record SignedAll(List<Bytes> records) {}

    @POST
    public SignedAll providerRecords(@Nullable ProviderRequest body) {
        ProviderRequest request = ProblemException.requireBody(body);
        if (request.storageKeys().size() > AT_ONCE) {
            throw ProblemException.invalid("storageKeys", "at most " + AT_ONCE + " at once");
        }
        Instant now = clock.instant();
        return new SignedAll(
                request.storageKeys().stream().map(key -> signed(key, now)).toList());
    }

    private Bytes signed(Bytes storageKey, Instant now) {
        try {
            Validity validity = new Validity(now.getEpochSecond(), now, now.plus(OwnDescriptors.LIFE));
            Provider provider = new Provider(site.siteKey(), storageKey, validity);
            return site.sign(Provider.TYPE, provider.encode()).encoded();
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalid("storageKeys", String.valueOf(wrong.getMessage()));
        }
    }
}
