package dev.kontor.launcher.postgres;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `postmaster.pid`, in which a server says that it owns a data folder. It outlives a server that was killed, so
/// the pid in it may be nobody's, or somebody else's.
final class PostmasterFile {
    private PostmasterFile() {}

    /// The server that runs on this data folder now, whoever started it.
    static Optional<Fingerprint> running(Path data) {
        return read(data)
                .flatMap(lines -> pid(lines.getFirst()))
                .flatMap(ProcessHandle::of)
                .map(process -> Fingerprint.of(process, "postgres"))
                .filter(fingerprint -> fingerprint.find().isPresent());
    }

    private static Optional<List<String>> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw LauncherException.io("read postmaster.pid in " + data, failure);
        }
    }

    static Optional<Long> pid(String line) {
        return line.strip().matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(line.strip())) : Optional.empty();
    }
}
