package dev.kontor.cli.share;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options for header fields that a source wants with every request, such as an API key.
///
/// A file keeps secrets out of the list of processes and out of the shell's history.
final class SourceHeaders {

    private static final int MAX_FILE = 64 * 1024;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header field for the source. Repeatable.")
    private List<String> lines = new ArrayList<>();

    @Option(
            names = "--header-file",
            paramLabel = "FILE",
            description = "A file with one header field a line; the place for keys and passwords.")
    @Nullable
    private Path file;

    @Nullable
    Json json(Path directory) {
        var all = new ArrayList<String>(lines);
        if (file != null) {
            all.addAll(read(directory.resolve(file)));
        }
        if (all.isEmpty()) {
            return null;
        }
        var headers = Json.object();
        all.forEach(line -> {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw Failure.usage("A header field has the form 'Name: value'. One of those given has not.");
            }
            headers.with(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        return headers.build();
    }

    private static List<String> read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw Failure.usage("--header-file: " + file + " is too large.");
            }
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException _) {
            throw Failure.usage("--header-file: cannot read " + file + ".");
        }
    }
}
