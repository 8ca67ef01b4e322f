package dev.kontor.launcher.command;

import dev.kontor.launcher.demo.DemoRun;
import dev.kontor.launcher.deployment.Plan;
import dev.kontor.launcher.erp.ErpServer;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.progress.ConsoleProgress;
import dev.kontor.launcher.progress.Progress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kontor demo`: two complete sites and the main job performed on them.
@Command(
        name = "demo",
        description = {
            "Start two complete sites on this machine, acme and globex, and let them exchange invoices.",
            "Keeps running afterwards, until Ctrl-C or `kontor stop`."
        },
        footer = {"", "Exit codes with --exit: 0 every step of the story held, 1 it did not."},
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration BUSINESS_PERIOD = Duration.ofSeconds(60);
    private static final int NEW_INVOICES = 2;

    @Option(names = "--exit", description = "End after the story.")
    private boolean exit;

    @Option(names = "--fresh", description = "Start over: delete what an earlier demo left.")
    private boolean fresh;

    @Option(names = "--native", description = "Run native binaries where there are any.")
    private boolean nativeBinaries;

    @Option(names = "--no-start-up-caches", description = "Neither use nor make start-up caches of the JVM.")
    private boolean noStartUpCaches;

    @Override
    public Integer call() {
        return Outcome.of(this::demo);
    }

    private int demo() {
        var options = new Plan.Options(fresh, nativeBinaries, !noStartUpCaches);
        try (Progress progress = ConsoleProgress.onStandardOutput()) {
            Consumer<ErpServer> afterwards = exit ? erp -> {} : erp -> keepRunning(erp, progress);
            return new DemoRun(Installation.locate(), progress).run(options, afterwards) ? Outcome.OK : Outcome.FAILED;
        }
    }

    /// The ERP goes on issuing invoices, until a signal ends this JVM.
    private static void keepRunning(ErpServer erp, Progress progress) {
        progress.say("");
        progress.say("Everything keeps running; the ERP issues " + NEW_INVOICES + " new invoices a minute."
                + " Ctrl-C, or `./kontor stop` in another shell, ends it.");
        try {
            while (true) {
                Thread.sleep(BUSINESS_PERIOD);
                erp.issue(NEW_INVOICES);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", interrupted);
        }
    }
}
