package dev.kontor.wire.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One JSON file of golden vectors. The only copy is the published one, docs/spec/vectors.
public record VectorFile(String name) {
    private static final Path FOLDER = Path.of("..", "docs", "spec", "vectors");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// Fails unless the file holds exactly this; with `-Dkontor.vectors.write=true` makes it so.
    public void holds(Object expected) {
        Path file = FOLDER.resolve(name + ".json");
        try {
            JsonNode tree = JSON.valueToTree(expected);
            if (Boolean.getBoolean("kontor.vectors.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, JSON.writeValueAsString(tree) + "\n");
            }
            assertEquals(
                    JSON.writeValueAsString(JSON.readTree(file.toFile())),
                    JSON.writeValueAsString(tree),
                    file.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What the file holds.
    JsonNode read() {
        try {
            return JSON.readTree(FOLDER.resolve(name + ".json").toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
