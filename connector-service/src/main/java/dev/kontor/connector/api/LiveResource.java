package dev.kontor.connector.api;

import dev.kontor.connector.live.LivePass;
import dev.kontor.connector.live.LiveRequest;
import dev.kontor.connector.namespace.Namespaces;
import dev.kontor.connector.source.Mode;
import dev.kontor.connector.source.NamespaceSpec;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.address.EntryPath;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;

/// Passes one request of a partner through to the source of a live namespace. The gateway has checked the grant.
@Path("/internal/live/{address:.+}")
@RolesAllowed("gateway-service")
public class LiveResource {
    private static final String PREFIX = "/internal/live/";

    private final Namespaces namespaces;
    private final LivePass pass;

    LiveResource(Namespaces namespaces, LivePass pass) {
        this.namespaces = namespaces;
        this.pass = pass;
    }

    @GET
    @RunOnVirtualThread
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers) throws Throwable {
        HttpResponse<InputStream> answer = ask("GET", uri, headers);
        Response.ResponseBuilder response = withHeaders(answer);
        return response.entity((StreamingOutput) out -> copy(answer.body(), out))
                .build();
    }

    @HEAD
    @RunOnVirtualThread
    public Response head(@Context UriInfo uri, @Context HttpHeaders headers) throws Throwable {
        HttpResponse<InputStream> answer = ask("HEAD", uri, headers);
        answer.body().close();
        return withHeaders(answer).build();
    }

    private HttpResponse<InputStream> ask(String method, UriInfo uri, HttpHeaders headers) throws Throwable {
        String address = uri.getRequestUri().getRawPath().substring(PREFIX.length());
        int slash = address.indexOf('/');
        String namespace = slash < 0 ? address : address.substring(0, slash);
        EntryPath path = EntryPath.parseUri(slash < 0 ? "" : address.substring(slash + 1));
        NamespaceSpec spec = VertxContextSupport.subscribeAndAwait(() -> namespaces.find(namespace))
                .spec();
        if (spec.mode() != Mode.LIVE) {
            throw ProblemType.NOT_FOUND.because("There is no live namespace " + namespace + " at this site.");
        }
        return pass.send(LiveRequest.of(
                method, spec.source(), path, uri.getRequestUri().getRawQuery(), headers.getRequestHeaders()));
    }

    private static Response.ResponseBuilder withHeaders(HttpResponse<InputStream> answer) {
        Response.ResponseBuilder response = Response.status(answer.statusCode());
        LiveRequest.ANSWERED_HEADERS.forEach(
                name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
        return response;
    }

    private static void copy(InputStream body, OutputStream out) throws IOException {
        try (body) {
            body.transferTo(out);
        }
    }
}
