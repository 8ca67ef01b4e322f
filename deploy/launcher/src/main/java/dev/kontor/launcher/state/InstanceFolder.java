package dev.kontor.launcher.state;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where the files of one instance lie.
///
/// ```
/// <folder>/state.json  lock  secrets/  logs/  postgres/  broker/  keycloak/  <site>/trust/  <site>/<service>/
/// ```
public record InstanceFolder(Path path) {

    public String name() {
        return path.getFileName().toString();
    }

    public StateFile stateFile() {
        return new StateFile(path.resolve("state.json"));
    }

    /// Beside the folder, so that starting afresh never deletes a lock that is held.
    public Path lockFile() {
        return path.resolveSibling("." + name() + ".lock");
    }

    public Secrets secrets() {
        return new Secrets(path.resolve("secrets"));
    }

    public Path log(String name) {
        return content().resolve("logs").resolve(name + ".log");
    }

    public Path part(String name) {
        return content().resolve(name);
    }

    public Path site(String label) {
        return content().resolve(label);
    }

    /// Where the files lie, behind the link when they are kept elsewhere: whatever names a path, such as a full
    /// disk, names the one that the operator configured.
    private Path content() {
        try {
            return Files.isSymbolicLink(path) ? Files.readSymbolicLink(path) : path;
        } catch (IOException unreadable) {
            return path;
        }
    }

    /// Deletes everything of this instance. Symbolic links are removed, not followed.
    public void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw LauncherException.io("delete " + path, failure);
        }
    }
}
