package dev.kontor.launcher.deployment;

import dev.kontor.launcher.process.StopSignal;
import dev.kontor.launcher.site.SiteService;
import dev.kontor.launcher.state.ProcessState;
import java.util.List;
import java.util.function.Predicate;

/// In which order the processes of an instance end: nobody loses what he still needs for ending well. Pure.
final class StopOrder {
    /// Each stage ends before the next one begins.
    private static final List<Predicate<String>> STAGES = List.of(
            role -> role.equals(SiteService.GATEWAY.role()),
            role -> SiteService.ofRole(role).isPresent() && !role.equals(SiteService.IDENTITY.role()),
            role -> role.equals(SiteService.IDENTITY.role()),
            role -> role.equals("keycloak") || role.equals("broker"),
            role -> true);

    private StopOrder() {}

    static List<List<ProcessState>> of(List<ProcessState> processes) {
        return STAGES.stream()
                .map(stage -> processes.stream()
                        .filter(process -> stageOf(process).equals(stage))
                        .toList())
                .filter(stage -> !stage.isEmpty())
                .toList();
    }

    private static Predicate<String> stageOf(ProcessState process) {
        return STAGES.stream()
                .filter(stage -> stage.test(process.role()))
                .findFirst()
                .orElseThrow();
    }

    static StopSignal signal(ProcessState process) {
        return process.role().equals("postgres") ? StopSignal.INT : StopSignal.TERM;
    }
}
