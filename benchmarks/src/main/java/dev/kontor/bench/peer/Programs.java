package dev.kontor.bench.peer;

import dev.kontor.bench.demo.BenchException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs of this machine.
public final class Programs {
    private Programs() {}

    /// Where a program is, by the search path and the folders of administrators.
    public static Optional<String> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /// The same, for those who have asked before whether it is there.
    static String require(String name) {
        return find(name).orElseThrow(() -> new BenchException(name + " is not installed."));
    }

    /// Runs a program to its end.
    ///
    /// @throws BenchException when it fails; its log is named
    public static void run(Path log, Duration within, List<String> command) {
        if (!runAtMost(log, within, command)) {
            throw new BenchException(command.getFirst() + " did not end within " + within.toSeconds() + " s.");
        }
    }

    /// Runs a program to its end, or ends it when the time is up.
    ///
    /// @return whether it came to its end
    /// @throws BenchException when it fails; its log is named
    static boolean runAtMost(Path log, Duration within, List<String> command) {
        try {
            Process process = start(log, command);
            if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                end(process);
                return false;
            }
            if (process.exitValue() != 0) {
                throw new BenchException(command.getFirst() + " ended with " + process.exitValue() + "; see " + log);
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    /// Starts a program.
    public static Process start(Path log, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Ends a program that was started here.
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
