package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.discovery.store.Policy;
import dev.kontor.wire.bytes.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the operator decided about a node, checked.
///
/// @param priority nodes of priority sites
/// @param seed of the node's key; without one the node makes its own the first time, and keeps it
public record NodeOptions(
        String host,
        int port,
        List<HostPort> bootstrap,
        List<HostPort> priority,
        Path directory,
        HouseRules rules,
        Optional<Bytes> seed) {
    static final String STANDALONE = "kontor.dht.standalone";

    public NodeOptions {
        bootstrap = List.copyOf(bootstrap);
        priority = List.copyOf(priority);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("KONTOR_DHT_PORT is " + port + ", but a UDP port is 0 to 65535");
        }
    }

    static NodeOptions of(DhtSettings settings, Path directory) {
        Allowance allowance =
                new Allowance(settings.limit().perSecond(), settings.limit().most());
        return new NodeOptions(
                settings.host(),
                settings.port(),
                HostPort.parseAll(settings.bootstrap().orElse(List.of()).stream()),
                HostPort.parseAll(settings.priorityNodes().orElse(List.of()).stream()),
                directory,
                new HouseRules(allowance, new Policy(settings.keepFor().strangers(), settings.records())),
                Optional.empty());
    }

    /// The same from system properties or environment variables, where there is no configuration framework.
    static NodeOptions of(Function<String, Optional<String>> lookup) {
        Path directory = lookup.apply("kontor.data.dir")
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "KONTOR_DATA_DIR is not set; the node keeps its key and its contacts there"));
        return new NodeOptions(
                lookup.apply("kontor.dht.host").orElse("0.0.0.0"),
                lookup.apply("kontor.dht.port").map(Integer::parseInt).orElse(7400),
                HostPort.parseAll(
                        lookup.apply("kontor.dht.bootstrap").stream().flatMap(all -> Stream.of(all.split(",")))),
                HostPort.parseAll(
                        lookup.apply("kontor.dht.priority-nodes").stream().flatMap(all -> Stream.of(all.split(",")))),
                directory,
                HouseRules.DEFAULT,
                Optional.empty());
    }

    boolean bothFamilies() {
        return host.contains(":");
    }
}
