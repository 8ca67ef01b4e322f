package dev.kontor.identity.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.descriptor.Evidence;
import dev.kontor.wire.descriptor.NameAnnouncement;
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

/// Signs the announcements of names that discovery-service publishes.
@Path("/internal/name-announcements")
@RolesAllowed("discovery-service")
@NonBlocking
public class NameResource {
    private final OurSite site;
    private final Clock clock;

    NameResource(OurSite site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    @RegisterForReflection
    record NameRequest(
            @JsonProperty(value = "name", required = true) SiteName name) {}

    @POST
    public Signed nameAnnouncement(@Nullable NameRequest body) {
        NameRequest request = ProblemException.requireBody(body);
        Instant now = clock.instant();
        NameAnnouncement announcement = new NameAnnouncement(
                request.name(),
                site.siteKey(),
                site.orgId(),
                new Validity(now.getEpochSecond(), now, now.plus(OwnDescriptors.LIFE)),
                List.of(new Evidence(Evidence.Kind.NONE, "")));
        return new Signed(
                site.sign(NameAnnouncement.TYPE, announcement.encode()).encoded());
    }
}
