package dev.kontor.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Recognises a process for as long as it lives. A pid alone is not enough, because the system gives it to somebody
/// else later; a pid together with the start time and the program is.
///
/// @param pid process id
/// @param startedAt when the operating system says that it started
/// @param program file name of its executable, `java` or `postgres`
public record Fingerprint(long pid, Instant startedAt, String program) {
    /// The system derives start times from its boot time, which moves a little when the clock is set.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /// Takes the fingerprint of a process that was just started.
    ///
    /// @param program what the process is going to be once a wrapper such as `setsid` has handed over
    public static Fingerprint of(ProcessHandle process, String program) {
        return new Fingerprint(process.pid(), process.info().startInstant().orElseGet(Instant::now), program);
    }

    public static Fingerprint ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return of(self, self.info().command().map(Fingerprint::fileName).orElse("java"));
    }

    /// The process, when it is still the same one and still runs.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::matches);
    }

    private boolean matches(ProcessHandle candidate) {
        ProcessHandle.Info info = candidate.info();
        boolean sameStart = info.startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
        boolean sameProgram =
                info.command().map(command -> fileName(command).equals(program)).orElse(true);
        return sameStart && sameProgram && !isZombie(candidate.pid());
    }

    private static String fileName(String command) {
        String name = Path.of(command).getFileName().toString();
        // Linux marks the executable of a running process that was replaced on disk.
        return name.endsWith(" (deleted)") ? name.substring(0, name.length() - " (deleted)".length()) : name;
    }

    /// An ended process that nobody has collected yet still has its pid and its start time.
    private static boolean isZombie(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat);
            int afterName = text.lastIndexOf(')') + 2;
            return afterName < text.length() && text.charAt(afterName) == 'Z';
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }
}
