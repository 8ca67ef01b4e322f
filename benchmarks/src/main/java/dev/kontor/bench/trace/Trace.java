package dev.kontor.bench.trace;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.http.KeepAlive;
import dev.kontor.bench.http.KeepAlive.Reply;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One GET of a document that has just changed at the partner's source, told by the spans of all ten services. Of
/// several such requests the median is shown. The services get the address of the bench's own receiver.
public final class Trace implements Scenario {
    private static final int DOCUMENT = 10 * 1024;
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final Duration EXPORTED = Duration.ofSeconds(8);
    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(7);

    /// A request that was made, as its client saw it.
    private record Request(String trace, String span, long beginNanos, long nanos) {
        Span asSpan() {
            return new Span(trace, span, "", "", "client", "GET", beginNanos, beginNanos + nanos);
        }
    }

    /// What was found.
    ///
    /// @param spans of the trace, the client's own first
    /// @param spansBySite how many spans each site added
    /// @param apart spans of either site that began in the same time and belong to other traces
    record Figures(double milliseconds, Map<String, Long> spansBySite, List<Span> spans, List<Span> apart) {}

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        try (OtlpReceiver receiver = new OtlpReceiver();
                LanSource source = new LanSource()) {
            Demo demo = bench.stage().demo(Form.CACHED.with("jvm+aot, traced", environment(receiver)));
            List<Request> requests = requests(bench, demo, source);
            bench.say().accept("trace: waiting for the spans");
            Patience.pause(EXPORTED);
            Request median = requests.stream()
                    .sorted(Comparator.comparingLong(Request::nanos))
                    .toList()
                    .get(requests.size() / 2);
            return result(median, receiver.spans(), demo);
        }
    }

    /// In small letters, because the launcher withholds variables of its caller that begin with `QUARKUS_`; the
    /// services read both.
    private static Map<String, String> environment(OtlpReceiver receiver) {
        return Map.of(
                "quarkus_otel_exporter_otlp_endpoint",
                receiver.endpoint(),
                "quarkus_otel_exporter_otlp_protocol",
                "http/protobuf",
                "quarkus_otel_bsp_schedule_delay",
                "500ms",
                "quarkus_otel_resource_attributes",
                OtlpReceiver.SITE + "=${kontor.site.label}");
    }

    private List<Request> requests(Workbench bench, Demo demo, LanSource source) throws IOException {
        byte[] document = change(source);
        String namespace = Demo.newName("trace");
        String path = demo.share(namespace, source.address("/document"));
        List<Request> requests = new ArrayList<>();
        int warm = bench.choose(30, 5);
        try (KeepAlive client = KeepAlive.to(demo.globex().lan())) {
            for (int i = -warm; i < bench.choose(21, 5); i++) {
                Request request = request(client, path, demo.authorization(), document);
                if (i >= 0) {
                    requests.add(request);
                }
                document = change(source);
                demo.poll(namespace);
                Patience.pause(FRESHNESS);
            }
        }
        return requests;
    }

    private Request request(KeepAlive client, String path, String authorization, byte[] document) throws IOException {
        String trace = hex(16);
        String span = hex(8);
        Instant now = Instant.now();
        long began = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        Reply reply = client.get(path, authorization, "traceparent: 00-" + trace + "-" + span + "-01");
        if (reply.status() != 200 || !Arrays.equals(reply.body(), document)) {
            throw new BenchException("Expected the new document, got status " + reply.status() + ".");
        }
        return new Request(trace, span, began, reply.nanos());
    }

    private Result result(Request request, List<Span> all, Demo demo) {
        List<Span> ours = all.stream()
                .filter(span -> span.trace().equals(request.trace()))
                .toList();
        List<Span> apart = all.stream()
                .filter(span -> !span.trace().equals(request.trace()))
                .filter(span -> span.beginNanos() >= request.beginNanos()
                        && span.beginNanos() <= request.beginNanos() + request.nanos())
                .toList();
        Map<String, Long> bySite =
                ours.stream().collect(Collectors.groupingBy(Span::site, TreeMap::new, Collectors.counting()));
        List<Span> spans =
                Stream.concat(Stream.of(request.asSpan()), ours.stream()).toList();
        Figures figures = new Figures(request.nanos() / 1e6, bySite, spans, apart);
        return new Result(name(), figures, text(figures, demo.acme().label(), request.beginNanos()));
    }

    private static String text(Figures figures, String partner, long origin) {
        StringBuilder text = new StringBuilder("begins after        takes\n");
        text.append(SpanTree.of(figures.spans(), origin));
        text.append("spans by site: ").append(figures.spansBySite()).append('\n');
        if (!figures.spansBySite().containsKey(partner)) {
            text.append("No span of ").append(partner).append(" belongs to the trace: it is not continued there.\n");
        }
        if (!figures.apart().isEmpty()) {
            text.append("in the same time, in other traces:\n").append(SpanTree.of(figures.apart(), origin));
        }
        return text.toString();
    }

    private byte[] change(LanSource source) {
        byte[] document = new byte[DOCUMENT];
        random.nextBytes(document);
        source.put("/document", "application/octet-stream", document);
        return document;
    }

    private String hex(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }
}
