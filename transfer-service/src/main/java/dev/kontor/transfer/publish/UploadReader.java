package dev.kontor.transfer.publish;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/// Hands uploads to their resource as an [UploadBody].
@Provider
@Consumes(UploadReader.ENTRIES)
public class UploadReader implements ServerMessageBodyReader<UploadBody> {
    static final String ENTRIES = "application/kontor-entries";

    private final CurrentVertxRequest request;

    public UploadReader(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo lazyMethod, MediaType mediaType) {
        return type == UploadBody.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == UploadBody.class;
    }

    @Override
    public UploadBody readFrom(
            Class<UploadBody> type, Type genericType, MediaType mediaType, ServerRequestContext context) {
        RoutingContext routing = request.getCurrent();
        return UploadBody.of(routing.request(), routing.vertx().getOrCreateContext());
    }

    @Override
    public UploadBody readFrom(
            Class<UploadBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> httpHeaders,
            InputStream entityStream) {
        throw new UnsupportedOperationException("uploads are read by the server's own means");
    }
}
