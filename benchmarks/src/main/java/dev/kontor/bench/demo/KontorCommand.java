package dev.kontor.bench.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the script `kontor` with a state folder of its own.
///
/// @param root the project
/// @param home the state folder
public record KontorCommand(Path root, Path home) {

    /// What a finished command left.
    public record Outcome(int exit, String out, String err) {}

    public Process start(Path log, Map<String, String> environment, List<String> arguments) {
        try {
            ProcessBuilder builder =
                    builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Outcome run(Duration within, String... arguments) {
        try {
            Path out = Files.createTempFile("kontor-bench", ".out");
            Path err = Files.createTempFile("kontor-bench", ".err");
            Process process = builder(List.of(arguments))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BenchException("`kontor " + String.join(" ", arguments) + "` did not end within "
                        + within.toSeconds() + " s.");
            }
            return new Outcome(process.exitValue(), text(out), text(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("kontor").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("KONTOR_HOME", home.toString());
        environment.put("KONTOR_BUILD", "never");
        environment.put("NO_COLOR", "1");
        environment.remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
