package dev.kontor.e2e;

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

/// Runs the `kontor` script as a user would, with a state folder of its own.
record Command(Path root, Path home) {

    /// What a finished command left.
    record Outcome(int exit, String out, String err) {
        Outcome succeeded() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + out + err);
            }
            return this;
        }
    }

    Process start(Path log, String... args) {
        try {
            return builder(args)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Outcome run(Duration within, String... args) {
        try {
            Path out = Files.createTempFile("kontor", ".out");
            Path err = Files.createTempFile("kontor", ".err");
            Process process = builder(args)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kontor " + String.join(" ", args) + " did not end within " + within);
            }
            return new Outcome(process.exitValue(), text(out), text(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private ProcessBuilder builder(String... args) {
        List<String> command = new ArrayList<>(List.of(root.resolve("kontor").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("KONTOR_HOME", home.toString());
        environment.put("KONTOR_BUILD", "never");
        environment.put("NO_COLOR", "1");
        environment.remove("MAVEN_OPTS");
        environment.remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
