package dev.kontor.launcher.site;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the built services are.
///
/// @param root the project
/// @param preferNative take a native binary where there is one
public record ServicePrograms(Path root, boolean preferNative) {

    /// A service's program.
    public sealed interface Program {}

    /// To be run on the JVM.
    public record Jar(Path jar) implements Program {}

    /// To be run as it is.
    public record Binary(Path binary) implements Program {}

    /// The program of a service.
    ///
    /// @throws LauncherException when it has not been built
    public Program find(SiteService service) {
        Path target = root.resolve(service.role()).resolve("target");
        if (preferNative) {
            Optional<Path> binary = nativeBinary(target);
            if (binary.isPresent()) {
                return new Binary(binary.get());
            }
        }
        Path jar = target.resolve("quarkus-app").resolve("quarkus-run.jar");
        if (Files.exists(jar)) {
            return new Jar(jar);
        }
        throw new LauncherException("The " + service.role() + " is not built: " + jar
                + " is missing. `./kontor build` builds what is missing, and so does `./kontor demo`.");
    }

    /// The roles that have not been built in any form.
    public List<String> missing() {
        return Stream.of(SiteService.values())
                .filter(service -> !Files.exists(root.resolve(service.role()).resolve("target/quarkus-app")))
                .filter(service -> !preferNative
                        || nativeBinary(root.resolve(service.role()).resolve("target"))
                                .isEmpty())
                .map(SiteService::role)
                .toList();
    }

    private static Optional<Path> nativeBinary(Path target) {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException failure) {
            throw LauncherException.io("look for native binaries in " + target, failure);
        }
    }
}
