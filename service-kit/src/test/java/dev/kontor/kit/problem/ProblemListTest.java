package dev.kontor.kit.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemListTest {
    private static final Path PUBLISHED = Path.of("../docs/spec/problems.md");

    @Test
    void publishesEveryType() throws IOException {
        String rows = Arrays.stream(ProblemType.values())
                .map(type -> "| `%s` | %d | %s |".formatted(type.urn(), type.status(), type.title()))
                .collect(Collectors.joining("\n"));
        String published = Files.readString(PUBLISHED)
                .lines()
                .filter(line -> line.startsWith("| `urn:kontor:problem:"))
                .collect(Collectors.joining("\n"));
        assertEquals(rows, published, "docs/spec/problems.md must list exactly what ProblemType has");
    }

    @Test
    void givesEveryTypeASlugOfItsOwn() {
        var slugs = new HashSet<String>();
        for (ProblemType type : ProblemType.values()) {
            slugs.add(type.slug());
        }
        assertEquals(ProblemType.values().length, slugs.size());
    }
}
