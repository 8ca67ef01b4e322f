package dev.kontor.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.gateway.settings.GatewaySettings;
import io.netty.channel.EventLoop;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.OpenSSLEngineOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Opens requests to the site's other services. Connections are kept alive and follow renewals of our certificate; a
/// request's events arrive on the context that opened it. Bodies are streamed, except by [#json].
@ApplicationScoped
public class Upstreams {
    private static final String TLS = "site";
    private static final int CONNECTIONS_PER_SERVICE_AND_LOOP = 64;
    private static final int WAITING_PER_SERVICE = 512;
    private static final int IDLE_SECONDS = 30;
    private static final int LARGEST_JSON = 4 << 20;

    private final GatewaySettings settings;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final HttpClientOptions options;
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    Upstreams(Vertx vertx, GatewaySettings settings, TlsConfigurationRegistry tls, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.vertx = vertx;
        this.options = new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxWaitQueueSize(WAITING_PER_SERVICE)
                .setDecompressionSupported(false)
                .setConnectTimeout(
                        Math.toIntExact(settings.deadlines().connect().toMillis()));
        tls.get(TLS).ifPresent(site -> TlsConfigUtils.configure(options, site));
        if (OpenSSLEngineOptions.isAvailable()) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
    }

    /// Each event loop has connections of its own. An answer that arrives on another loop than the one that passes it
    /// on is paused and resumed from both, and a pause that overtakes a resume leaves the body standing for ever.
    private HttpClient client() {
        EventLoop here = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        return clients.computeIfAbsent(
                here,
                loop -> vertx.createHttpClient(
                        options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE_AND_LOOP)));
    }

    /// A service's answer that is no stream.
    ///
    /// @param body what it sent, or a missing node when that is no JSON
    public record Answer(int status, JsonNode body) {
        public boolean good() {
            return status >= 200 && status < 300;
        }
    }

    /// Opens a request; the caller adds headers, sends it and reads the answer.
    ///
    /// @param uri path and query, encoded
    /// @param head until when the head of the answer must be here
    public Future<HttpClientRequest> open(Upstream service, HttpMethod method, String uri, Duration head) {
        URI base = base(service);
        return client().request(new RequestOptions()
                .setMethod(method)
                .setSsl("https".equals(base.getScheme()))
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setURI(uri)
                .setTimeout(head.toMillis())
                .setIdleTimeout(settings.deadlines().idle().plus(head).toMillis()));
    }

    /// Sends a small JSON request and reads the whole answer.
    public Future<Answer> json(
            Upstream service, HttpMethod method, String uri, MultiMap headers, Optional<JsonNode> body) {
        return open(service, method, uri, settings.deadlines().admin())
                .compose(request -> {
                    request.headers().addAll(headers);
                    return body.isEmpty()
                            ? request.send()
                            : request.putHeader("Content-Type", "application/json")
                                    .send(Buffer.buffer(body.get().toString()));
                })
                .compose(this::whole);
    }

    public Future<Answer> get(Upstream service, String uri) {
        return json(service, HttpMethod.GET, uri, MultiMap.caseInsensitiveMultiMap(), Optional.empty());
    }

    void onRenewed(@Observes CertificateUpdatedEvent renewed) {
        TlsConfiguration site = renewed.tlsConfiguration();
        if (TLS.equals(renewed.name())) {
            TlsConfigUtils.configure(options, site);
            clients.values().forEach(client -> client.updateSSLOptions(site.getSSLOptions()));
        }
    }

    @PreDestroy
    void close() {
        clients.values().forEach(HttpClient::close);
    }

    private Future<Answer> whole(HttpClientResponse response) {
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > LARGEST_JSON) {
                response.request().reset();
            } else {
                all.appendBuffer(part);
            }
        });
        return response.end().map(ended -> new Answer(response.statusCode(), parse(all)));
    }

    private JsonNode parse(Buffer body) {
        try {
            return json.readTree(body.getBytes());
        } catch (JsonProcessingException none) {
            return json.missingNode();
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    private URI base(Upstream service) {
        GatewaySettings.Services services = settings.services();
        return switch (service) {
            case IDENTITY -> services.identity();
            case DISCOVERY -> services.discovery();
            case CONNECTOR -> services.connector();
            case TRANSFER -> services.transfer();
        };
    }
}
