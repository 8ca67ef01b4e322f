package dev.kontor.launcher.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a program's first run wrote down, from which its cache is made.
///
/// @param folder the cache folder
/// @param name program and fingerprint
public record Recording(Path folder, String name) {
    static final String SUFFIX = ".recording";

    Path file() {
        return folder.resolve(name + SUFFIX);
    }

    /// A process that was killed while it wrote leaves an empty recording.
    boolean usable() {
        try {
            return Files.size(file()) > 0;
        } catch (IOException none) {
            return false;
        }
    }

    Path cache() {
        return folder.resolve(name + ".aot");
    }

    /// How to run the assembly, kept because it needs the very options of the recorded run.
    Path optionsFile() {
        return folder.resolve(name + ".options");
    }

    Path unfinishedCache() {
        return folder.resolve(name + ".part");
    }

    /// Options and class path of the assembly, without the `java` program.
    List<String> command(List<String> jvmOptions, Path jar) {
        return Stream.of(
                        jvmOptions.stream(),
                        Stream.of(
                                "-XX:AOTMode=create",
                                "-XX:AOTConfiguration=" + file(),
                                "-XX:AOTCache=" + unfinishedCache(),
                                "-jar",
                                jar.toString()))
                .flatMap(part -> part)
                .toList();
    }

    /// The recording is used up; a file that cannot be deleted is overwritten by the next one.
    void discard() {
        for (Path file : List.of(file(), optionsFile(), unfinishedCache())) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException staysForNow) {
                return;
            }
        }
    }

    /// The program's name without the fingerprint.
    public String program() {
        return name.substring(0, name.lastIndexOf('-'));
    }
}
