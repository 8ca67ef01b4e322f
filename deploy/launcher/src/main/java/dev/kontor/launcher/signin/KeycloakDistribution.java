package dev.kontor.launcher.signin;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Keycloak's programs: fetched from Maven Central by the project's own Maven, then optimised once by `kc.sh build`.
///
/// @param folder where they lie, ready to start
public record KeycloakDistribution(Path folder) {
    public static final String VERSION = "26.7.3";
    private static final String MARKER = "kontor-built";

    /// Build options, which are part of the folder's name: other options make another folder.
    private static final List<String> BUILD =
            List.of("build", "--db=postgres", "--cache=local", "--health-enabled=true", "--metrics-enabled=true");

    /// What is needed to make one.
    ///
    /// @param root the project, for its Maven wrapper
    /// @param cache where it is kept
    /// @param javaHome a JDK for Maven and Keycloak
    /// @param log where Maven's and Keycloak's output goes
    public record Workshop(Path root, Path cache, Path javaHome, Path log) {}

    /// The distribution in the cache, made now when it is not there yet. The caller holds a lock on the cache.
    ///
    /// @param now told in a few words what takes so long
    public static KeycloakDistribution madeIn(Workshop workshop, Consumer<String> now) {
        Path folder = workshop.cache().resolve("keycloak-" + VERSION);
        Path marker = folder.resolve(MARKER);
        try {
            if (Files.exists(marker) && Files.readString(marker).equals(BUILD.toString())) {
                return new KeycloakDistribution(folder);
            }
            deleteTree(folder);
            Files.createDirectories(workshop.cache());
            now.accept("downloading and unpacking " + VERSION + " (once)");
            fetch(workshop);
            now.accept("building " + VERSION + " (once)");
            optimise(workshop, folder);
            Files.writeString(marker, BUILD.toString());
            return new KeycloakDistribution(folder);
        } catch (IOException failure) {
            throw LauncherException.io("prepare Keycloak in " + folder, failure);
        }
    }

    private static void fetch(Workshop workshop) throws IOException {
        Path maven = workshop.root().resolve("mvnw");
        if (!Files.isExecutable(maven)) {
            throw new LauncherException(
                    "Keycloak is not there yet and cannot be fetched without the project's Maven" + " wrapper " + maven
                            + ". Configure your own OIDC provider, or start from a clone of the project.");
        }
        List<String> command = List.of(
                maven.toString(),
                "-q",
                "-N",
                "-f",
                workshop.root().resolve("pom.xml").toString(),
                "dependency:unpack",
                "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                "-DoutputDirectory=" + workshop.cache());
        run(workshop, command, "Keycloak " + VERSION + " could not be fetched from Maven Central. Check the network");
    }

    private static void optimise(Workshop workshop, Path folder) throws IOException {
        Path script = folder.resolve("bin/kc.sh");
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        List<String> command =
                Stream.concat(Stream.of(script.toString()), BUILD.stream()).toList();
        run(workshop, command, "Keycloak " + VERSION + " could not be built");
    }

    private static void run(Workshop workshop, List<String> command, String complaint) throws IOException {
        Files.createDirectories(workshop.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(workshop.log().toFile()));
        builder.environment()
                .putAll(Map.of("JAVA_HOME", workshop.javaHome().toString(), "JAVA_OPTS", "-XX:+UseSerialGC -Xmx768m"));
        Process process = builder.start();
        Thread atJvmEnd = new Thread(() -> end(process), "stop preparing Keycloak");
        try {
            Runtime.getRuntime().addShutdownHook(atJvmEnd);
            if (process.waitFor() != 0) {
                throw new LauncherException(complaint + "; the reason is in " + workshop.log() + ".");
            }
        } catch (InterruptedException interrupted) {
            end(process);
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while preparing Keycloak.", interrupted);
        }
        Runtime.getRuntime().removeShutdownHook(atJvmEnd);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
