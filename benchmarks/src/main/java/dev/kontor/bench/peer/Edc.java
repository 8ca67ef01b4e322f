package dev.kontor.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.meter.Below;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Two connectors of Eclipse EDC, assembled from Maven Central with control plane and data plane in one process each.
/// The provider's data plane pushes the file over plain HTTP into a server that writes it down: nothing is encrypted,
/// nothing verified. The contract is negotiated before; two moves warm the connectors up, the third is measured.
public final class Edc implements Peer {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int WARM = 2;
    private static final String MAIN = "org.eclipse.edc.boot.system.runtime.BaseRuntime";
    private static final String CONTEXT = "\"@context\": {\"@vocab\": \"https://w3id.org/edc/v0.0.1/ns/\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    /// One of the two.
    private record Connector(Process process, URI management, String protocol) {}

    /// @param root the project
    public Edc(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        return "Eclipse EDC, warm, plain HTTP";
    }

    private Path libraries() {
        return root.resolve("benchmarks/edc/target/lib");
    }

    @Override
    public Optional<String> missing() {
        return Files.isDirectory(libraries())
                ? Optional.empty()
                : Optional.of("./mvnw -f benchmarks/edc/pom.xml package");
    }

    @Override
    public Below.Took move(Path files, Path into, Path work) throws IOException {
        Files.createDirectories(work);
        String file = only(files);
        Connector provider = start("provider", work);
        Connector consumer = start("consumer", work);
        try (FileSink sink = new FileSink(into.resolve(file));
                Nginx source = Nginx.plain(files, work.resolve("source"))) {
            String agreement = negotiate(provider, consumer, source.url(file));
            for (int i = 0; i < WARM; i++) {
                ended(consumer, transfer(provider, consumer, agreement, sink));
            }
            String[] process = new String[1];
            Below.Took took = Below.measure(() -> process[0] = transfer(provider, consumer, agreement, sink));
            ended(consumer, process[0]);
            return took;
        } finally {
            Programs.end(provider.process());
            Programs.end(consumer.process());
        }
    }

    private static String only(Path files) throws IOException {
        try (var all = Files.list(files)) {
            List<Path> found = all.filter(Files::isRegularFile).toList();
            if (found.size() != 1) {
                throw new BenchException("It moves one file at a time, each with an asset of its own.");
            }
            return found.getFirst().getFileName().toString();
        }
    }

    private Connector start(String name, Path work) throws IOException {
        int management = Nginx.freePort();
        int protocol = Nginx.freePort();
        int control = Nginx.freePort();
        String address = "http://localhost:" + protocol + "/protocol";
        Path log = work.resolve(name + ".log");
        Process process = Programs.start(
                log,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dedc.participant.id=" + name,
                        "-Dedc.hostname=localhost",
                        "-Dweb.http.port=" + Nginx.freePort(),
                        "-Dweb.http.path=/api",
                        "-Dweb.http.control.port=" + control,
                        "-Dweb.http.control.path=/control",
                        "-Dweb.http.management.port=" + management,
                        "-Dweb.http.management.path=/management",
                        "-Dweb.http.protocol.port=" + protocol,
                        "-Dweb.http.protocol.path=/protocol",
                        "-Dweb.http.version.port=" + Nginx.freePort(),
                        "-Dweb.http.version.path=/version",
                        "-Dedc.dsp.callback.address=" + address,
                        "-Dedc.transfer.proxy.token.signer.privatekey.alias=private-key",
                        "-Dedc.transfer.proxy.token.verifier.publickey.alias=public-key",
                        "-Dedc.negotiation.state-machine.iteration-wait-millis=100",
                        "-Dedc.transfer.state-machine.iteration-wait-millis=100",
                        "-cp",
                        libraries() + "/*",
                        MAIN));
        Patience.until(
                name + " of EDC is ready; see " + log,
                START,
                PAUSE,
                () -> Optional.of(Files.readString(log)).filter(text -> text.contains("ready")));
        return new Connector(process, URI.create("http://localhost:" + management + "/management/v3/"), address);
    }

    private static String negotiate(Connector provider, Connector consumer, String source) throws IOException {
        JsonNode _ = post(provider, "assets", """
                {%s, "@id": "asset", "properties": {"name": "file"},
                 "dataAddress": {"@type": "DataAddress", "type": "HttpData", "baseUrl": "%s"}}""".formatted(CONTEXT, source));
        JsonNode _ = post(provider, "policydefinitions", """
                {%s, "@id": "policy", "policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set",
                 "permission": [], "prohibition": [], "obligation": []}}""".formatted(CONTEXT));
        JsonNode _ = post(provider, "contractdefinitions", """
                {%s, "@id": "1", "accessPolicyId": "policy", "contractPolicyId": "policy", "assetsSelector": []}""".formatted(CONTEXT));
        JsonNode catalog = post(consumer, "catalog/request", """
                {%s, %s, "counterPartyId": "provider"}""".formatted(CONTEXT, towards(provider)));
        String offer =
                catalog.path("dcat:dataset").path("odrl:hasPolicy").path("@id").asText();
        String negotiation = post(consumer, "contractnegotiations", """
                {%s, %s, "@type": "ContractRequest",
                 "policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@id": "%s", "@type": "Offer",
                 "assigner": "provider", "target": "asset"}}""".formatted(CONTEXT, towards(provider), offer))
                .path("@id")
                .asText();
        return state(consumer, "contractnegotiations/" + negotiation, "FINALIZED")
                .path("contractAgreementId")
                .asText();
    }

    /// From the request to the last byte; that both sides note the end comes later.
    private static String transfer(Connector provider, Connector consumer, String agreement, FileSink sink)
            throws IOException {
        String process = post(consumer, "transferprocesses", """
                {%s, %s, "@type": "TransferRequestDto", "contractId": "%s", "transferType": "HttpData-PUSH",
                 "dataDestination": {"@type": "DataAddress", "type": "HttpData", "baseUrl": "%s"}}""".formatted(
                                CONTEXT, towards(provider), agreement, sink.address()))
                .path("@id")
                .asText();
        sink.awaitWhole(Peer.LONGEST);
        return process;
    }

    private static void ended(Connector consumer, String process) {
        JsonNode _ = state(consumer, "transferprocesses/" + process, "COMPLETED");
    }

    private static String towards(Connector provider) {
        return "\"counterPartyAddress\": \"" + provider.protocol() + "\", \"protocol\": \"dataspace-protocol-http\"";
    }

    private static JsonNode state(Connector connector, String path, String wanted) {
        return Patience.until(path + " of EDC is " + wanted, Peer.LONGEST, PAUSE, () -> {
            HttpRequest question =
                    HttpRequest.newBuilder(connector.management().resolve(path)).build();
            return Optional.of(answer(question))
                    .filter(found -> found.path("state").asText().equals(wanted));
        });
    }

    private static JsonNode post(Connector connector, String path, String body) throws IOException {
        return answer(HttpRequest.newBuilder(connector.management().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode answer(HttpRequest request) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new BenchException("EDC answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }
}
