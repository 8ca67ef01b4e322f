package dev.kontor.kit.trust;

import dev.kontor.kit.client.Retried;
import dev.kontor.wire.event.TrustView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// Where the trust view comes from: identity-service. Public only because the client that Quarkus generates for it
/// lives in the service's class loader, not in the kit's.
@Path("/internal/trust")
@RegisterRestClient(configKey = "identity")
public interface TrustSource {
    @GET
    @Retried
    Uni<TrustView> trust();
}
