package dev.kontor.bench.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Takes traces by OTLP over HTTP (`POST /v1/traces`, protobuf) and keeps the youngest of them. Thread-safe.
final class OtlpReceiver implements AutoCloseable {
    private static final int MOST_SPANS = 50_000;
    private static final HexFormat HEX = HexFormat.of();

    /// The attribute by which the services of both sites are told apart.
    static final String SITE = "kontor.site";

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Everything that is kept.
    List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            keep(ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
            // The answer is an ExportTraceServiceResponse without any field, which is no byte.
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        request.getResourceSpansList().stream().flatMap(OtlpReceiver::read).forEach(spans::add);
        while (spans.size() > MOST_SPANS) {
            spans.poll();
        }
    }

    static Stream<Span> read(ResourceSpans resource) {
        Map<String, String> attributes = resource.getResource().getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, each -> each.getValue().getStringValue(), (first, second) -> first));
        return resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Span(
                        HEX.formatHex(span.getTraceId().toByteArray()),
                        HEX.formatHex(span.getSpanId().toByteArray()),
                        HEX.formatHex(span.getParentSpanId().toByteArray()),
                        attributes.getOrDefault(SITE, ""),
                        attributes.getOrDefault("service.name", "?"),
                        span.getName(),
                        span.getStartTimeUnixNano(),
                        span.getEndTimeUnixNano()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
