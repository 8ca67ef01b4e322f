package dev.kontor.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The pieces that transfer-services keep as files, so that scenarios which move much need little disk.
public final class Pieces {
    private Pieces() {}

    /// Takes the pieces away below a site's folder; what was read before cannot be read again. May be called while the
    /// site runs.
    public static void forget(Path siteFolder) throws IOException {
        // What cannot be deleted goes with the folder later.
        each(siteFolder, file -> {
            boolean _ = file.toFile().delete();
        });
    }

    /// Shows every piece's file.
    public static void each(Path siteFolder, Consumer<Path> visitor) throws IOException {
        Path store = siteFolder.resolve("transfer-service/store/pieces");
        if (!Files.isDirectory(store)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(store)) {
            List<Path> files = tree.filter(Files::isRegularFile).toList();
            files.forEach(visitor);
        }
    }
}
