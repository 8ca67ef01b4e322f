package dev.kontor.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kontor.launcher.deployment.InstanceControl.Condition;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.StateFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kontor status`: what runs here, as it is now.
@Command(
        name = "status",
        description = "Show what runs here: addresses, ports, process ids, log files, data folders.",
        footer = {"", "Exit codes: 0 all is ready, 1 something is not as it should be, 3 nothing runs."},
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Option(names = "--instance", paramLabel = "NAME", description = "Only this instance (default: all).")
    private @Nullable String instance;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    /// How to print.
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        return Outcome.of(this::report);
    }

    private int report() {
        Installation installation = Installation.locate();
        List<InstanceFolder> chosen = Optional.ofNullable(instance)
                .map(name -> List.of(installation.instance(name)))
                .orElseGet(installation::instances);
        List<StatusReport> reports = chosen.stream()
                .flatMap(folder -> folder.stateFile().read().stream()
                        .map(state -> StatusReport.of(state, folder.path().toString())))
                .toList();
        switch (format) {
            case json -> System.out.println(json(reports));
            case text -> {
                if (reports.isEmpty()) {
                    System.out.println("Nothing has been started here yet (" + installation.home() + ").");
                }
                reports.forEach(report -> System.out.print(StatusText.of(report)));
            }
        }
        return exitCode(reports);
    }

    private static int exitCode(List<StatusReport> reports) {
        List<Condition> conditions =
                reports.stream().map(StatusReport::condition).toList();
        if (conditions.stream()
                .anyMatch(each ->
                        each == Condition.DEGRADED || each == Condition.ORPHANED || each == Condition.CRASHED)) {
            return Outcome.FAILED;
        }
        return conditions.contains(Condition.RUNNING) ? Outcome.OK : Outcome.NOT_RUNNING;
    }

    private static String json(List<StatusReport> reports) {
        try {
            return StateFile.JSON.writeValueAsString(Map.of("instances", reports));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a status report is not JSON", impossible);
        }
    }
}
