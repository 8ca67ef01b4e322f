package dev.kontor.kit.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A resource that fails in every way a service's resources fail.
@Path("/probe")
public class ProbeResource {
    public record Order(NamespaceName namespace, int count, Bytes key, Instant at) {
        public Order {
            if (count < 1) {
                throw new IllegalArgumentException("count is " + count + ", but must be at least 1");
            }
        }
    }

    @POST
    @Consumes("application/json")
    public Order echo(Order order) {
        return order;
    }

    public record Names(
            @JsonProperty(value = "names", required = true) List<String> names) {}

    @POST
    @Path("list")
    @Consumes("application/json")
    public int list(@Nullable Names names) {
        return ProblemException.requireBody(names).names().size();
    }

    @GET
    @Path("page")
    public int page(@QueryParam("limit") int limit) {
        return limit;
    }

    @GET
    @Path("refuse")
    public String refuse() {
        throw ProblemType.TRUST_STALE.because(
                "identity-service has not answered", Map.of("since", "2026-01-01T00:00:00Z"));
    }

    @GET
    @Path("bug")
    public String bug() {
        throw new IllegalStateException("secret words");
    }

    @GET
    @Path("number/{number}")
    public int number(@PathParam("number") int number) {
        return number;
    }

    @GET
    @Path("transfer-only")
    @RolesAllowed("transfer-service")
    public String transferOnly() {
        return "yes";
    }
}
