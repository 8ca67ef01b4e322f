package dev.kontor.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What to run and how to know it.
///
/// @param name unique within a supervisor
/// @param wrapper commands that hand over to the program with their last step, such as `unshare -U`; may be empty
/// @param command the program, by its full path, with its arguments
/// @param environment what it gets beside the inherited environment
/// @param folder its working directory
/// @param log where its output goes, appended
/// @param ready holds from when it can do its work
/// @param alive asked now and then while it runs; several misses in a row count as a crash
/// @param signal how it is asked to end
/// @param grace how long it may take to end before it is killed
public record ChildSpec(
        String name,
        List<String> wrapper,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        Probe ready,
        Probe alive,
        StopSignal signal,
        Duration grace) {
    public ChildSpec {
        wrapper = List.copyOf(wrapper);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /// A child with the usual manners: ended by TERM within ten seconds, alive as long as it is ready.
    public static ChildSpec of(String name, List<String> command, Path folder, Path log, Probe ready) {
        return new ChildSpec(
                name,
                List.of(),
                command,
                Map.of(),
                folder,
                log,
                ready,
                () -> true,
                StopSignal.TERM,
                Duration.ofSeconds(10));
    }

    public ChildSpec wrappedIn(List<String> newWrapper) {
        return new ChildSpec(name, newWrapper, command, environment, folder, log, ready, alive, signal, grace);
    }

    public ChildSpec withEnvironment(Map<String, String> newEnvironment) {
        return new ChildSpec(name, wrapper, command, newEnvironment, folder, log, ready, alive, signal, grace);
    }

    public ChildSpec endedBy(StopSignal newSignal) {
        return new ChildSpec(name, wrapper, command, environment, folder, log, ready, alive, newSignal, grace);
    }

    public ChildSpec within(Duration newGrace) {
        return new ChildSpec(name, wrapper, command, environment, folder, log, ready, alive, signal, newGrace);
    }

    public ChildSpec watchedBy(Probe newAlive) {
        return new ChildSpec(name, wrapper, command, environment, folder, log, ready, newAlive, signal, grace);
    }

    /// File name of the executable that the process ends up as.
    public String program() {
        return Path.of(command.getFirst()).getFileName().toString();
    }
}
