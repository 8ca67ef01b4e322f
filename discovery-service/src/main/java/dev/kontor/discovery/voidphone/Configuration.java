package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.dht.HostPort;
import dev.kontor.discovery.dht.NodeOptions;
import dev.kontor.discovery.node.HouseRules;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A stand-alone node's configuration as its INI file says it.
///
/// | key | meaning | when it is missing |
/// |---|---|---|
/// | `hostkey`, before any section | a file; the node's key follows from its content | the node makes a key of its own
/// |
/// | `p2p_address`, or `listen_address` | UDP address of the node | `0.0.0.0:7400` |
/// | `api_address` | TCP address of the API | `127.0.0.1:7401` |
/// | `api_public` | `true`: the API may be bound to an address that others reach | `false` |
/// | `bootstrap`, or `bootstrapper` | nodes to join by, separated by commas | the node waits to be found |
/// | `data_dir` | where key and contacts are kept | `kontor-dht` beside the file |
/// | `min_ttl`, `max_ttl` | lifetimes in seconds that the API grants | 60, 43200 |
record Configuration(NodeOptions node, ApiPlace api) {
    private static final String DHT = "dht";
    private static final Bytes HOSTKEY = Bytes.utf8("kontor/hostkey/1");

    /// Blocks while it reads the file and the host key.
    static Configuration read(Path file) throws IOException {
        Path beside = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        return of(Files.readAllLines(file), beside);
    }

    static Configuration of(List<String> lines, Path beside) throws IOException {
        Ini ini = Ini.parse(lines);
        HostPort p2p = HostPort.parse(ini.value(DHT, "p2p_address")
                .or(() -> ini.value(DHT, "listen_address"))
                .orElse("0.0.0.0:7400"));
        HostPort api = HostPort.parse(ini.value(DHT, "api_address").orElse("127.0.0.1:7401"));
        NodeOptions node = new NodeOptions(
                p2p.host(),
                p2p.port(),
                addresses(ini.value(DHT, "bootstrap").or(() -> ini.value(DHT, "bootstrapper"))),
                addresses(ini.value(DHT, "priority_nodes")),
                beside.resolve(ini.value(DHT, "data_dir").orElse("kontor-dht")),
                HouseRules.DEFAULT,
                seed(ini, beside));
        boolean publicly = ini.value(DHT, "api_public").filter("true"::equals).isPresent();
        return new Configuration(
                node,
                new ApiPlace(
                        api.host(),
                        api.port(),
                        publicly,
                        seconds(ini, "min_ttl", 60),
                        seconds(ini, "max_ttl", 43_200)));
    }

    private static List<HostPort> addresses(Optional<String> list) {
        return HostPort.parseAll(list.stream().flatMap(all -> Stream.of(all.split(","))));
    }

    /// Host keys of the course are RSA keys, and ours is an Ed25519 key: it follows from the file's content, so whoever
    /// has the file is the node.
    private static Optional<Bytes> seed(Ini ini, Path beside) throws IOException {
        Optional<Path> file = ini.value("", "hostkey").map(beside::resolve).filter(Files::isRegularFile);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(Sha256.digest(HOSTKEY, Bytes.of(Files.readAllBytes(file.get()))));
    }

    private static Duration seconds(Ini ini, String key, int otherwise) {
        String text = ini.value(DHT, key).orElse(Integer.toString(otherwise));
        try {
            return Duration.ofSeconds(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(key + " is '" + text + "', but must be a number of seconds", notANumber);
        }
    }
}
