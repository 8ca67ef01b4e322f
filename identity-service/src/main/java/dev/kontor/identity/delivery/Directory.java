package dev.kontor.identity.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.kit.client.Retried;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Verdict;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.SignedRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Where a site is by now. Asks discovery-service, and believes only a newer descriptor of the same site with the
/// same organisation and authority; when there is none, the known one stays.
@ApplicationScoped
class Directory {
    private final Sites sites;

    Directory(@RestClient Sites sites) {
        this.sites = sites;
    }

    @RegisterRestClient(configKey = "discovery")
    @Path("/internal/sites")
    interface Sites {
        @GET
        @Retried
        @Path("/{siteId}")
        Uni<Found> find(@PathParam("siteId") SiteId siteId);
    }

    /// Discovery's answer.
    ///
    /// @param record the signed descriptor
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true) // discovery may tell more than we need
    record Found(@JsonProperty("record") Bytes record) {}

    Uni<Descriptor> newest(Descriptor known, Instant now) {
        return sites.find(known.siteId())
                .map(found -> newer(known, found.record(), now))
                .onFailure()
                .recoverWithItem(known);
    }

    static Descriptor newer(Descriptor known, Bytes record, Instant now) {
        try {
            if (Descriptor.verify(SignedRecord.parse(record), known.orgId(), known.siteId(), now)
                            instanceof Verdict.Verified<Descriptor> verified
                    && replaces(verified.value(), known)) {
                return verified.value();
            }
            return known;
        } catch (MalformedException malformed) {
            return known;
        }
    }

    private static boolean replaces(Descriptor found, Descriptor known) {
        return found.siteId().equals(known.siteId())
                && found.orgId().equals(known.orgId())
                && found.caKeyHash().equals(known.caKeyHash())
                && found.validity().sequence() > known.validity().sequence();
    }
}
