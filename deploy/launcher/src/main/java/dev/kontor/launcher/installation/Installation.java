package dev.kontor.launcher.installation;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.InstanceState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folders of this installation.
///
/// @param root the project, with its built services
/// @param home state of the instances; `KONTOR_HOME`, else `.kontor` in the project
/// @param cache what can be made again: unpacked servers, start-up caches; `KONTOR_CACHE`, else `.kontor/cache`
/// @param javaHome the JDK that this process and its children run on
public record Installation(Path root, Path home, Path cache, Path javaHome) {
    public static final String DEMO = "demo";

    /// From the environment: `KONTOR_ROOT` (set by the script `kontor`), `KONTOR_HOME`, `KONTOR_CACHE`.
    public static Installation locate() {
        return locate(System.getenv(), Path.of("").toAbsolutePath());
    }

    static Installation locate(Map<String, String> environment, Path workingFolder) {
        Path root = folder(environment, "KONTOR_ROOT").orElseGet(() -> projectAbove(workingFolder));
        Path home = folder(environment, "KONTOR_HOME").orElse(root.resolve(".kontor"));
        Path cache = folder(environment, "KONTOR_CACHE")
                .orElse(root.resolve(".kontor").resolve("cache"));
        return new Installation(root, home, cache, Path.of(System.getProperty("java.home")));
    }

    /// The same programs and caches with another state folder.
    public Installation withHome(Path otherHome) {
        return new Installation(root, otherHome.toAbsolutePath().normalize(), cache, javaHome);
    }

    public Path java() {
        return javaHome.resolve("bin").resolve("java");
    }

    public InstanceFolder instance(String name) {
        return new InstanceFolder(home.resolve(name));
    }

    /// The folder of an instance that is kept elsewhere: a link to it stands among the others, so that every command
    /// finds it.
    public InstanceFolder instanceAt(String name, Path elsewhere) {
        Path link = home.resolve(name);
        try {
            Files.createDirectories(elsewhere);
            Files.createDirectories(home);
            if (Files.isSymbolicLink(link)) {
                Files.delete(link);
            } else if (Files.exists(link)) {
                throw new LauncherException("Site " + name + " is kept in " + link + " so far. Move that folder to "
                        + elsewhere + ", or configure it as the data folder.");
            }
            Files.createSymbolicLink(link, elsewhere.toRealPath());
            return instance(name);
        } catch (IOException failure) {
            throw LauncherException.io("use the data folder " + elsewhere, failure);
        }
    }

    /// Every instance that has been started here at some time.
    public List<InstanceFolder> instances() {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> Files.exists(folder.resolve("state.json")))
                    .sorted()
                    .map(InstanceFolder::new)
                    .toList();
        } catch (IOException failure) {
            throw LauncherException.io("list " + home, failure);
        }
    }

    /// The instance that runs a site, preferring one whose launcher is alive.
    public Optional<InstanceFolder> instanceOfSite(String label) {
        List<InstanceFolder> candidates = instances().stream()
                .filter(folder -> folder.stateFile()
                        .read()
                        .flatMap(state -> state.site(label))
                        .isPresent())
                .toList();
        return candidates.stream()
                .filter(folder -> folder.stateFile()
                        .read()
                        .map(InstanceState::launcherAlive)
                        .orElse(false))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    /// This process' class path with absolute entries, so that a child in another folder can use it.
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value).toAbsolutePath().normalize());
    }

    private static Path projectAbove(Path start) {
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("kontor")) && Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new LauncherException(
                "Kontor's project folder is not here nor above " + start + "; say where it is with KONTOR_ROOT.");
    }
}
