package dev.kontor.cli.fetch;

import dev.kontor.cli.exit.Failure;
import dev.kontor.wire.address.KontorAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the user wants the content.
sealed interface Destination {

    /// Nothing was said: a document to standard output, many files to a folder of their own.
    record Unsaid(Path directory) implements Destination {}

    record StandardOutput() implements Destination {}

    record Archive(Path file) implements Destination {}

    record Named(Path path) implements Destination {}

    static Destination of(@Nullable String option, Path directory) {
        if (option == null) {
            return new Unsaid(directory);
        }
        if (option.equals("-")) {
            return new StandardOutput();
        }
        try {
            Path path = directory.resolve(option);
            return option.endsWith(".tar") && !Files.isDirectory(path) ? new Archive(path) : new Named(path);
        } catch (InvalidPathException e) {
            throw Failure.usage("-o: '" + option + "' is no path: " + e.getReason() + ".");
        }
    }

    /// What the content is called where nobody named it: the last part of its address.
    static String nameOf(KontorAddress address) {
        return address.path().root()
                ? address.namespace().text()
                : address.path().segments().getLast();
    }
}
