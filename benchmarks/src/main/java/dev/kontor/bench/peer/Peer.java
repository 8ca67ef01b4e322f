package dev.kontor.bench.peer;

import dev.kontor.bench.meter.Below;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A program that moves the files of a folder to another, encrypted in between.
public interface Peer {
    /// When a program is ended if it has not moved everything by then; what it has moved counts.
    Duration LONGEST = Duration.ofMinutes(3);

    String name();

    /// What has to be installed for it; empty when all is there.
    Optional<String> missing();

    /// Moves all files, or as many as it can in time.
    ///
    /// @param files flat, all of them are to be moved
    /// @param into an empty folder
    /// @param work where the program may keep its own files
    Below.Took move(Path files, Path into, Path work) throws IOException;
}
