package dev.kontor.bench.transfer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Folders;
import dev.kontor.bench.volume.RandomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

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
        Folders.remove(folder);
        Files.createDirectories(folder);
        long seed = 1;
        for (String name : names()) {
            RandomFile.write(folder.resolve(name), size, seed++);
        }
        return this;
    }

    /// How many of them another folder has as they are.
    int wholeIn(Path other) throws IOException {
        int whole = 0;
        for (String name : names()) {
            whole += isIn(other, name) ? 1 : 0;
        }
        return whole;
    }

    private boolean isIn(Path other, String name) throws IOException {
        return Files.exists(other.resolve(name)) && Files.mismatch(folder.resolve(name), other.resolve(name)) == -1;
    }

    /// Makes sure that another folder has the same.
    void requireIn(Path other, String who) throws IOException {
        for (String name : names()) {
            if (!isIn(other, name)) {
                throw new BenchException(who + " did not bring " + name + " as it was.");
            }
        }
    }
}
