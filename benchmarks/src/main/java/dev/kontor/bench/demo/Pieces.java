package dev.kontor.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The packs in which transfer-services keep pieces, so that scenarios which move much need little disk.
public final class Pieces {
    private static final String PACK = ".pack";

    private Pieces() {}

    /// Takes the pieces away below a site's folder; what was read before cannot be read again. May be called while the
    /// site runs: a pack that still grows has no table beside it, and stays.
    public static void forget(Path siteFolder) throws IOException {
        // What cannot be deleted goes with the folder later.
        eachPack(siteFolder, pack -> {
            boolean _ = table(pack).toFile().delete() && pack.toFile().delete();
        });
    }

    /// Shows every pack.
    public static void eachPack(Path siteFolder, Consumer<Path> visitor) throws IOException {
        Path store = siteFolder.resolve("transfer-service/store/packs");
        if (!Files.isDirectory(store)) {
            return;
        }
        try (Stream<Path> files = Files.list(store)) {
            files.filter(file -> file.toString().endsWith(PACK)).toList().forEach(visitor);
        }
    }

    private static Path table(Path pack) {
        String name = String.valueOf(pack.getFileName());
        return pack.resolveSibling(name.substring(0, name.length() - PACK.length()) + ".table");
    }
}
