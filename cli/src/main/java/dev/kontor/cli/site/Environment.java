package dev.kontor.cli.site;

import dev.kontor.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What surrounds a run of the command; tests give their own.
///
/// @param directory where relative file names start
public record Environment(
        Terminal terminal,
        Map<String, String> variables,
        LocalSites localSites,
        Path directory,
        InstantSource clock,
        ZoneId zone) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /// An environment variable that is set and not empty.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
