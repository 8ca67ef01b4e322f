package dev.kontor.launcher.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Makes a cache from a recording, in a process of its own with low priority.
public record Assembly(Path java, Path log) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// Makes one cache. The recording is used up, whether that succeeds or not, so a bad one is not tried twice.
    ///
    /// @return whether there is a cache now
    public boolean make(Recording recording) throws InterruptedException {
        try {
            boolean made = assemble(recording);
            if (made) {
                Files.move(
                        recording.unfinishedCache(),
                        recording.cache(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            recording.discard();
            return made;
        } catch (IOException cannotCache) {
            return false;
        }
    }

    private boolean assemble(Recording recording) throws IOException, InterruptedException {
        List<String> options = Files.readAllLines(recording.optionsFile());
        List<String> command = Stream.concat(Stream.of("nice", "-n", "10", java.toString()), options.stream())
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            return process.waitFor(LIMIT) && process.exitValue() == 0 && Files.exists(recording.unfinishedCache());
        } finally {
            process.destroyForcibly();
        }
    }
}
