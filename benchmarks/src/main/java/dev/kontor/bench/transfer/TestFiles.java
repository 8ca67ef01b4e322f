package dev.kontor.bench.transfer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.volume.RandomFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files that everybody has to move.
///
/// @param folder where they lie
/// @param count how many
/// @param size of each, in bytes
record TestFiles(Path folder, int count, int size) {

    long bytes() {
        return (long) count * size;
    }

    List<String> names() {
        return IntStream.range(0, count).mapToObj("file-%06d"::formatted).toList();
    }

    TestFiles written() throws IOException {
        clear(folder);
        Files.createDirectories(folder);
        long seed = 1;
        for (String name : names()) {
            RandomFile.write(folder.resolve(name), size, seed++);
        }
        return this;
    }

    /// Makes sure that another folder has the same.
    void requireIn(Path other, String who) throws IOException {
        for (String name : names()) {
            if (!Files.exists(other.resolve(name)) || Files.mismatch(folder.resolve(name), other.resolve(name)) != -1) {
                throw new BenchException(who + " did not bring " + name + " as it was.");
            }
        }
    }

    /// Deletes a folder with all that is in it.
    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(TestFiles::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
