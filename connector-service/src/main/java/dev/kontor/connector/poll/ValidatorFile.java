package dev.kontor.connector.poll;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.wire.address.NamespaceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Validators of the last snapshot's entries, one file per namespace.
///
/// They only save requests: when the file is lost or unreadable, the next poll asks the source for everything and the
/// snapshot comes out the same.
final class ValidatorFile {
    private static final TypeReference<Map<String, Validators>> SHAPE = new TypeReference<>() {};

    private final Path file;
    private final ObjectMapper json;

    ValidatorFile(Path folder, NamespaceName namespace, ObjectMapper json) {
        this.file = folder.resolve("validators").resolve(namespace + ".json");
        this.json = json;
    }

    Map<String, Validators> read() {
        try {
            return json.readValue(file.toFile(), SHAPE);
        } catch (IOException missingOrBroken) {
            return Map.of();
        }
    }

    void write(Map<String, Validators> validators) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        json.writeValue(fresh.toFile(), validators);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
