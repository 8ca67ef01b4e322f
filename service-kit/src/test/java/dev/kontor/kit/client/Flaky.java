package dev.kontor.kit.client;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// A service that is not well.
@Path("/flaky")
@RegisterRestClient(configKey = "flaky")
public interface Flaky {
    @GET
    @Retried
    Uni<String> later();

    @GET
    @Retried
    String now();

    @PUT
    @Retried
    String put(String body);

    @POST
    String post(String body);
}
