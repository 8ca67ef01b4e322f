package dev.kontor.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kontor.testkit.Generator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What each build tries of every target of a module: its seeds, what once got through ([#regressions]), and some
/// thousand mutations, the same ones on every machine. A module's whole test is
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> holds() {
///     return FuzzTests.ofThisModule();
/// }
/// ```
public final class FuzzTests {
    private FuzzTests() {}

    public static Stream<DynamicTest> ofThisModule() {
        return ServiceLoader.load(FuzzTarget.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(FuzzTests::of);
    }

    private static Stream<DynamicTest> of(FuzzTarget target) {
        return Stream.of(
                dynamicTest(target.name() + ": takes every seed", () -> takesSeeds(target)),
                dynamicTest(target.name() + ": withstands what once got through", () -> withstandsRegressions(target)),
                dynamicTest(target.name() + ": withstands mutations", () -> withstandsMutations(target)));
    }

    private static void takesSeeds(FuzzTarget target) {
        List<byte[]> seeds = target.seeds();
        assertFalse(seeds.isEmpty());
        for (int i = 0; i < seeds.size(); i++) {
            assertTrue(attack(target, seeds.get(i)), "seed " + i + " is refused");
        }
    }

    private static void withstandsRegressions(FuzzTarget target) throws IOException {
        for (Path file : regressions(Path.of(""), target.name())) {
            attack(target, Files.readAllBytes(file));
        }
    }

    private static void withstandsMutations(FuzzTarget target) {
        List<byte[]> seeds = target.seeds();
        Generator.check(target.mutations(), generator -> attack(target, Mutations.of(seeds, generator)));
    }

    private static boolean attack(FuzzTarget target, byte[] input) {
        try {
            return target.accepts(input);
        } catch (RuntimeException | Error escaped) {
            throw new AssertionError(escaped + " escaped on " + HexFormat.of().formatHex(input), escaped);
        }
    }

    /// Inputs that once got through, kept under `src/test/resources/fuzz/<target>` and named after what went wrong.
    static List<Path> regressions(Path module, String target) {
        Path folder = regressionFolder(module, target);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Path regressionFolder(Path module, String target) {
        return module.resolve("src/test/resources/fuzz").resolve(target);
    }
}
