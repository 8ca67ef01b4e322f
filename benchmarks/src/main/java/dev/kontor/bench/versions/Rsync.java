package dev.kontor.bench.versions;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.peer.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The usual program for moving only what changed. Both sides have the old file in clear and compare it at each run;
/// it neither encrypts, nor keeps the old version, nor serves two receivers from one comparison.
final class Rsync {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Pattern LITERAL = Pattern.compile("Literal data: ([0-9,]+) bytes");
    private static final Pattern SENT = Pattern.compile("Total bytes sent: ([0-9,]+)");
    private static final Pattern RECEIVED = Pattern.compile("Total bytes received: ([0-9,]+)");

    private Rsync() {}

    /// What travelled.
    ///
    /// @param literal bytes of content
    /// @param total bytes both ways, the checksums of the old file among them
    record Took(long literal, long total) {}

    /// Makes the old file like the new one.
    static Optional<Took> update(Path changed, Path old, Path log) throws IOException {
        Optional<String> program = Programs.find("rsync");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Files.deleteIfExists(log);
        Programs.run(
                log,
                LONGEST,
                List.of(
                        program.get(),
                        "--stats",
                        "--no-whole-file",
                        "--ignore-times",
                        changed.toString(),
                        old.toString()));
        String said = Files.readString(log);
        return Optional.of(new Took(number(LITERAL, said), number(SENT, said) + number(RECEIVED, said)));
    }

    private static long number(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new BenchException("rsync says nothing of '" + pattern + "'.");
        }
        return Long.parseLong(found.group(1).replace(",", ""));
    }
}
