package dev.kontor.bench.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The launcher's `state.json`, from which `kontor status` tells. Read here directly, because starting a command costs
/// CPU time that would be measured.
///
/// @param file where it lies; it may not be there yet
public record StateFile(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The launcher's process, when one runs.
    public Optional<Long> launcher() {
        return read().filter(state -> !state.path("stopped").asBoolean())
                .map(state -> state.path("launcher").path("pid").asLong())
                .filter(pid -> ProcessHandle.of(pid).isPresent());
    }

    /// All processes that the launcher knows of.
    public List<Part> parts() {
        return read().stream()
                .flatMap(state -> state.path("processes").valueStream())
                .map(StateFile::part)
                .toList();
    }

    public List<Site> sites() {
        return read().stream()
                .flatMap(state -> state.path("sites").valueStream())
                .map(site -> new Site(
                        site.path("label").asText(),
                        site.path("organisation").asText(),
                        site.path("lanUrl").asText(),
                        Path.of(site.path("data").asText())))
                .toList();
    }

    private static Part part(JsonNode process) {
        return new Part(
                process.path("site").asText(),
                process.path("role").asText(),
                process.path("form").asText(),
                process.path("phase").asText(),
                process.path("fingerprint").path("pid").asLong(0),
                process.path("ports").path("management").asInt(0),
                process.path("log").asText());
    }

    private Optional<JsonNode> read() {
        try {
            return Files.exists(file) ? Optional.of(JSON.readTree(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException replacedJustNow) {
            return Optional.empty();
        }
    }
}
