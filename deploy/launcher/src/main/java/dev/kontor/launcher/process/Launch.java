package dev.kontor.launcher.process;

import dev.kontor.launcher.failure.LauncherException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns a [ChildSpec] into a running process, in a session of its own where the system has `setsid`, so that Ctrl-C on
/// the terminal reaches the launcher alone and it can end the others in order.
final class Launch {
    private static final long LOG_LIMIT = 32L * 1024 * 1024;
    private static final Optional<String> SETSID = onPath("setsid");

    /// Variables of the caller's shell that would silently change what the launcher configured.
    private static final Set<String> NOT_INHERITED =
            Set.of("KONTOR_", "QUARKUS_", "KC_", "MP_", "AMQP_", "KAFKA_", "JAVA_OPTS", "PG", "SMALLRYE_");

    private Launch() {}

    static Process start(ChildSpec spec) {
        try {
            Files.createDirectories(spec.folder());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            rotate(spec.log());
            ProcessBuilder builder = new ProcessBuilder(commandLine(spec))
                    .directory(spec.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> NOT_INHERITED.stream().anyMatch(name::startsWith));
            environment.putAll(spec.environment());
            return builder.start();
        } catch (IOException failure) {
            throw LauncherException.io(
                    "start " + spec.name() + " (" + spec.command().getFirst() + ")", failure);
        }
    }

    private static List<String> commandLine(ChildSpec spec) {
        List<String> line = new ArrayList<>();
        SETSID.ifPresent(line::add);
        line.addAll(spec.wrapper());
        line.addAll(spec.command());
        return line;
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Optional<String> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
