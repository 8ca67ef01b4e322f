package dev.kontor.launcher.site;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The five services of a site.
public enum SiteService {
    IDENTITY("identity", 192, Compiler.QUICK),
    DISCOVERY("discovery", 128, Compiler.QUICK),
    CONNECTOR("connector", 192, Compiler.FULL),
    TRANSFER("transfer", 256, Compiler.FULL),
    GATEWAY("gateway", 256, Compiler.FULL);

    /// Where peak speed does not matter the JVM stays with its quick compiler, which needs less memory.
    private enum Compiler {
        QUICK,
        FULL
    }

    private final String shortName;
    private final int heapMebibytes;
    private final Compiler compiler;

    SiteService(String shortName, int heapMebibytes, Compiler compiler) {
        this.shortName = shortName;
        this.heapMebibytes = heapMebibytes;
        this.compiler = compiler;
    }

    /// `identity-service`: its module, its process' name, the subject of its certificate.
    public String role() {
        return shortName + "-service";
    }

    /// `identity`: its schema.
    public String schema() {
        return shortName;
    }

    public static Optional<SiteService> ofRole(String role) {
        return Arrays.stream(values())
                .filter(service -> service.role().equals(role))
                .findFirst();
    }

    /// Options of its JVM for a small machine.
    List<String> jvmOptions() {
        Stream<String> common = Stream.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xss512k",
                "-Xms24m",
                "-Xmx" + heapMebibytes + "m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.tls.namedGroups=X25519MLKEM768,x25519,secp256r1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        Stream<String> tier =
                compiler == Compiler.QUICK ? Stream.of("-XX:TieredStopAtLevel=1") : Stream.<String>empty();
        return Stream.concat(common, tier).toList();
    }
}
