package dev.kontor.bench.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtlpReceiverTest {
    private static final int MILLI = 1_000_000;

    @Test
    void tellsTheSpansOfATraceAsATree() throws IOException, InterruptedException {
        try (OtlpReceiver receiver = new OtlpReceiver();
                HttpClient http = HttpClient.newHttpClient()) {
            assertEquals(200, send(http, receiver, "globex", span(1, 0, "GET", 0, 9), span(2, 1, "ask", 1, 8)));
            assertEquals(200, send(http, receiver, "acme", span(3, 2, "HEAD", 2, 3)));
            String tree = SpanTree.of(receiver.spans(), 0);
            assertEquals(
                    List.of(
                            "0.00 ms 9.00 ms globex transfer-service: GET",
                            "1.00 ms 7.00 ms globex transfer-service: ask",
                            "2.00 ms 1.00 ms acme transfer-service: HEAD"),
                    tree.lines().map(line -> line.strip().replaceAll(" +", " ")).toList());
        }
    }

    private static int send(
            HttpClient http, OtlpReceiver receiver, String site, io.opentelemetry.proto.trace.v1.Span... spans)
            throws IOException, InterruptedException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", "transfer-service"))
                                .addAttributes(attribute(OtlpReceiver.SITE, site)))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build();
        return http.send(
                        HttpRequest.newBuilder(URI.create(receiver.endpoint() + "/v1/traces"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static io.opentelemetry.proto.trace.v1.Span span(int id, int parent, String name, int begin, int end) {
        return io.opentelemetry.proto.trace.v1.Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[16]))
                .setSpanId(ByteString.copyFrom(new byte[] {(byte) id}))
                .setParentSpanId(parent == 0 ? ByteString.EMPTY : ByteString.copyFrom(new byte[] {(byte) parent}))
                .setName(name)
                .setStartTimeUnixNano((long) begin * MILLI)
                .setEndTimeUnixNano((long) end * MILLI)
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
