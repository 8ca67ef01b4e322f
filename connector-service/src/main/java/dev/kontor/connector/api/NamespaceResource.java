package dev.kontor.connector.api;

import dev.kontor.connector.fetch.SourceConfig;
import dev.kontor.connector.namespace.Namespaces;
import dev.kontor.connector.namespace.Namespaces.Stored;
import dev.kontor.connector.namespace.Run;
import dev.kontor.connector.poll.Poller;
import dev.kontor.connector.source.Mode;
import dev.kontor.connector.source.NamespaceRequest;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The admin API of the namespaces that this site shares. Called by the gateway, which has signed the person in.
@Path("/api/v1/namespaces")
@RolesAllowed("gateway-service")
public class NamespaceResource {
    private static final int MOST_RUNS = 200;

    private final Namespaces namespaces;
    private final Poller poller;
    private final Duration pollWait;

    NamespaceResource(Namespaces namespaces, Poller poller, SourceConfig config) {
        this.namespaces = namespaces;
        this.poller = poller;
        this.pollWait = config.pollWait();
    }

    /// A namespace as it is shown: its configuration without the values of secret headers.
    public record NamespaceAnswer(
            String name,
            Mode mode,
            NamespaceRequest.Source source,
            long pollSeconds,
            int pieceSize,
            Instant createdAt,
            Instant changedAt) {

        static NamespaceAnswer of(Stored stored) {
            NamespaceRequest.Source source = stored.request().redacted().source();
            if (source == null) {
                throw new IllegalStateException("a stored namespace has a source");
            }
            return new NamespaceAnswer(
                    stored.spec().name().text(),
                    stored.spec().mode(),
                    source,
                    stored.spec().every().toSeconds(),
                    stored.spec().pieceSize(),
                    stored.createdAt(),
                    stored.changedAt());
        }
    }

    @GET
    public Uni<List<NamespaceAnswer>> all() {
        return namespaces.all().map(all -> all.stream().map(NamespaceAnswer::of).toList());
    }

    @POST
    public Uni<Response> create(NamespaceRequest request) {
        return namespaces
                .create(present(request))
                .map(stored -> Response.created(
                                URI.create("/api/v1/namespaces/" + stored.spec().name()))
                        .entity(NamespaceAnswer.of(stored))
                        .build());
    }

    @GET
    @Path("/{name}")
    public Uni<NamespaceAnswer> one(@PathParam("name") String name) {
        return namespaces.find(name).map(NamespaceAnswer::of);
    }

    @PUT
    @Path("/{name}")
    public Uni<NamespaceAnswer> replace(@PathParam("name") String name, NamespaceRequest request) {
        return namespaces
                .replace(name, present(request))
                .invoke(stored -> poller.forget(stored.spec()))
                .map(NamespaceAnswer::of);
    }

    @DELETE
    @Path("/{name}")
    public Uni<Void> delete(@PathParam("name") String name) {
        return namespaces
                .find(name)
                .call(() -> namespaces.delete(name))
                .invoke(stored -> poller.forget(stored.spec()))
                .replaceWithVoid();
    }

    /// Polls now. Answers with the finished run, or 202 when it takes longer than the configured wait.
    @POST
    @Path("/{name}/poll")
    @RunOnVirtualThread
    public Response poll(@PathParam("name") String name) throws Throwable {
        Stored stored = VertxContextSupport.subscribeAndAwait(() -> namespaces.find(name));
        if (stored.spec().mode() == Mode.LIVE) {
            throw ProblemType.CONFLICT.because(
                    "The namespace " + name + " is live: each request goes to the source, there is nothing to poll.");
        }
        Future<Run> run = poller.pollNow(stored.spec());
        try {
            return Response.ok(run.get(pollWait.toMillis(), TimeUnit.MILLISECONDS))
                    .build();
        } catch (TimeoutException stillRunning) {
            return Response.accepted().build();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    @GET
    @Path("/{name}/runs")
    public Uni<List<Run>> runs(@PathParam("name") String name, @QueryParam("limit") @DefaultValue("20") int limit) {
        return namespaces.runs(name, Math.clamp(limit, 1, MOST_RUNS));
    }

    @SuppressWarnings("ConstantValue")
    private static NamespaceRequest present(NamespaceRequest request) {
        if (request == null) {
            throw ProblemType.MALFORMED_REQUEST.because(
                    "The request has no body; send a namespace such as"
                            + " {\"name\":\"invoices\",\"source\":{\"kind\":\"http\",\"url\":\"http://192.168.0.7:8000/invoices\"}}.");
        }
        return request;
    }
}
