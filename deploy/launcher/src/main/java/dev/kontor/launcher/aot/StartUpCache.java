package dev.kontor.launcher.aot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Start-up caches in a folder, one for each program.
///
/// The first process of a program records what it loads (`-XX:AOTMode=record`) and writes that down when it ends.
/// From that recording [Assembly] makes the cache, outside any start. The name of a cache holds a fingerprint of
/// the program's files, the JVM and its options, so a rebuilt program gets a new one; the JVM checks a cache again
/// before it uses it, and ignores one that does not fit.
///
/// @param folder where the caches lie
/// @param enabled whether to use and make any
public record StartUpCache(Path folder, boolean enabled) {

    /// What a start does about its cache.
    ///
    /// @param options further options of the JVM, may be none
    /// @param ready whether a cache is used
    /// @param recording whether this process writes a recording when it ends, which takes it a while
    public record Use(List<String> options, boolean ready, boolean recording) {
        static final Use NONE = new Use(List.of(), false, false);

        public Use {
            options = List.copyOf(options);
        }
    }

    /// Decides for one start.
    ///
    /// @param program name of the program, the same for all its processes
    /// @param jar what is run; everything beside and below it belongs to the program
    /// @param jvmOptions the options that the JVM gets anyway
    /// @param training whether this process may be the one that records
    public Use use(String program, Path jar, List<String> jvmOptions, boolean training) {
        if (!enabled) {
            return Use.NONE;
        }
        try {
            Files.createDirectories(folder);
            Recording recording = recording(program, jar, jvmOptions);
            if (Files.exists(recording.cache())) {
                return new Use(
                        List.of("-XX:AOTCache=" + recording.cache(), "-Xlog:aot=error", "-Xlog:cds=error"),
                        true,
                        false);
            }
            if (!training || recording.usable()) {
                return Use.NONE;
            }
            removeOutdated(program);
            Files.writeString(recording.optionsFile(), String.join("\n", recording.command(jvmOptions, jar)));
            return new Use(
                    List.of(
                            "-XX:AOTMode=record",
                            "-XX:AOTConfiguration=" + recording.file(),
                            "-Xlog:aot=error",
                            "-Xlog:cds=error"),
                    false,
                    true);
        } catch (IOException cannotCache) {
            return Use.NONE;
        }
    }

    /// Recordings that wait to become caches.
    public List<Recording> recordings() {
        if (!enabled || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(Recording.SUFFIX))
                    .sorted()
                    .map(name -> new Recording(folder, name.substring(0, name.length() - Recording.SUFFIX.length())))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /// Forgets the recordings. Those of a start that was broken off know only part of their programs, and the
    /// caches made from them would slow down every later start.
    public void discardRecordings() {
        recordings().forEach(Recording::discard);
    }

    private Recording recording(String program, Path jar, List<String> jvmOptions) throws IOException {
        CRC32 sum = new CRC32();
        add(sum, System.getProperty("java.vm.version") + System.getProperty("java.home"));
        add(sum, String.join(" ", jvmOptions));
        Path programFolder = jar.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.walk(programFolder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(
                        sum,
                        file + " " + Files.size(file) + " "
                                + Files.getLastModifiedTime(file).toMillis());
            }
        }
        return new Recording(folder, program + "-" + Long.toHexString(sum.getValue()));
    }

    private static void add(CRC32 sum, String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private void removeOutdated(String program) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(program + "-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
