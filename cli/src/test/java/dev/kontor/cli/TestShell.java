package dev.kontor.cli;

import dev.kontor.cli.download.Patience;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.LocalSites.LocalSite;
import dev.kontor.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs command lines with streams in memory, a clock that stands still, and no waiting between attempts.
final class TestShell {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /// What a run printed and how it ended.
    record Ran(int code, String out, String err) {}

    private final Path directory;
    private final Map<String, String> variables = new HashMap<>();
    private final List<LocalSite> sites = new ArrayList<>();

    TestShell(Path directory) {
        this.directory = directory;
    }

    TestShell with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    TestShell with(LocalSite site) {
        sites.add(site);
        return this;
    }

    /// Points the shell at this gateway with a token that it knows.
    TestShell at(FakeGateway gateway) {
        return with("KONTOR_GATEWAY", gateway.address().toString()).with("KONTOR_TOKEN", FakeGateway.TOKEN);
    }

    Ran run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(out, stream(out), stream(err), false, false, 100);
        var environment =
                new Environment(terminal, variables, () -> List.copyOf(sites), directory, () -> NOW, ZoneOffset.UTC);
        var patience = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(20), _ -> {});
        int code = Kontor.run(environment, patience, arguments);
        terminal.flush();
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// All files in the working folder, by their paths.
    List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
