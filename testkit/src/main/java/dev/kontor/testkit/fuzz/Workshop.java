package dev.kontor.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// Where targets are found: each module with the file `target/fuzz.classpath`, which the Maven profile `fuzz` writes.
/// Classes of different modules never meet: each module has a class loader here, and a process of its own later.
record Workshop(Path root) {
    private static final String CLASS_PATH_FILE = "target/fuzz.classpath";

    /// A target and where it comes from.
    record Found(Path module, String classPath, FuzzTarget target) {}

    List<Found> targets() {
        List<Found> all = new ArrayList<>();
        for (Path module : modules()) {
            String classPath = classPath(module);
            ServiceLoader.load(FuzzTarget.class, loader(classPath))
                    .forEach(target -> all.add(new Found(module, classPath, target)));
        }
        return all;
    }

    private List<Path> modules() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(CLASS_PATH_FILE)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String classPath(Path module) {
        try {
            String dependencies =
                    Files.readString(module.resolve(CLASS_PATH_FILE)).strip();
            return String.join(
                    File.pathSeparator,
                    module.resolve("target/test-classes").toString(),
                    module.resolve("target/classes").toString(),
                    dependencies);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Stays open as long as the process: its targets are used until then.
    private static ClassLoader loader(String classPath) {
        return new URLClassLoader(
                Stream.of(classPath.split(File.pathSeparator))
                        .map(Path::of)
                        .map(Workshop::url)
                        .toArray(URL[]::new),
                Workshop.class.getClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("no URL for " + path, impossible);
        }
    }
}
