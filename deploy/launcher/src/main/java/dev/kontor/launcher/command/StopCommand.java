package dev.kontor.launcher.command;

import dev.kontor.launcher.deployment.InstanceControl;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.progress.ConsoleProgress;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.InstanceFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kontor stop`: ends instances from another shell, also when their launcher is gone.
@Command(
        name = "stop",
        description = "Stop what runs here, in order, and leave no process behind.",
        mixinStandardHelpOptions = true)
public final class StopCommand implements Callable<Integer> {
    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "Only this instance: demo, or the label of a site (default: all).")
    private @Nullable String instance;

    @Override
    public Integer call() {
        return Outcome.of(this::stop);
    }

    private int stop() {
        Installation installation = Installation.locate();
        List<InstanceFolder> chosen = Optional.ofNullable(instance)
                .map(name -> List.of(named(installation, name)))
                .orElseGet(installation::instances);
        try (Progress progress = ConsoleProgress.onStandardOutput()) {
            long stopped = chosen.stream()
                    .filter(folder -> new InstanceControl(folder).stop(progress))
                    .peek(folder -> progress.say("Stopped: " + folder.name()))
                    .count();
            if (stopped == 0) {
                progress.say("Nothing was running.");
            }
        }
        return Outcome.OK;
    }

    private static InstanceFolder named(Installation installation, String name) {
        List<InstanceFolder> all = installation.instances();
        return all.stream()
                .filter(folder -> folder.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no instance '" + name + "' in " + installation.home()
                        + (all.isEmpty()
                                ? "; nothing has been started here yet."
                                : ". There are: "
                                        + String.join(
                                                ", ",
                                                all.stream()
                                                        .map(InstanceFolder::name)
                                                        .toList()) + ".")));
    }
}
