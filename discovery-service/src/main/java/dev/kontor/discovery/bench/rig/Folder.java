package dev.kontor.discovery.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that goes away with whoever made it.
public record Folder(Path path) implements AutoCloseable {
    public static Folder temporary() throws IOException {
        return new Folder(Files.createTempDirectory("kontor-dht-bench"));
    }

    public Path child(String name) {
        return path.resolve(name);
    }

    /// What a process that was just killed still writes may be left over.
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(Folder::delete);
        } catch (IOException | UncheckedIOException gone) {
            // Somebody else was faster.
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }
}
