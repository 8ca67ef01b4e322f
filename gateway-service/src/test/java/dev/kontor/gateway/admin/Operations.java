package dev.kontor.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Every operation that the published descriptions of the services name below one path, and which service has it.
final class Operations {
    private static final Path DESCRIPTIONS = Path.of("../docs/openapi");
    private static final List<String> SERVICES = List.of("identity", "discovery", "connector", "transfer", "gateway");
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete", "patch");

    private Operations() {}

    /// One method of one path.
    record Operation(String path, String method) implements Comparable<Operation> {
        /// The path with something in the place of each parameter.
        String example() {
            return path.replaceAll("\\{[^}]+}", "x");
        }

        @Override
        public int compareTo(Operation other) {
            int byPath = path.compareTo(other.path);
            return byPath == 0 ? method.compareTo(other.method) : byPath;
        }
    }

    /// What services of the site other than the gateway offer to people is named by its service.
    static Map<Operation, String> below(String prefix) {
        Map<Operation, String> operations = new TreeMap<>();
        for (String service : SERVICES) {
            described(service)
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                        if (path.getKey().startsWith(prefix) && METHODS.contains(method)) {
                            operations.putIfAbsent(
                                    new Operation(path.getKey(), method.toUpperCase(Locale.ROOT)), service);
                        }
                    }));
        }
        return operations;
    }

    private static JsonNode described(String service) {
        try {
            return new ObjectMapper()
                    .readTree(DESCRIPTIONS.resolve(service + "-service.json").toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
