package dev.kontor.launcher.command;

import dev.kontor.launcher.config.SiteFileReader;
import dev.kontor.launcher.deployment.Deployment;
import dev.kontor.launcher.deployment.Plan;
import dev.kontor.launcher.deployment.SitePlan;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.progress.ConsoleProgress;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.SiteState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kontor up`: one site for real use, in the foreground until it is told to stop.
@Command(
        name = "up",
        description = "Run one site for real use, as its configuration says, until Ctrl-C or `kontor stop`.",
        footer = {"", "deploy/site.example.yaml shows every setting."},
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The site's configuration.")
    private Path config = Path.of("site.yaml");

    @Option(names = "--check", description = "Only check the configuration.")
    private boolean check;

    @Option(names = "--native", description = "Run native binaries where there are any.")
    private boolean nativeBinaries;

    @Option(names = "--no-start-up-caches", description = "Neither use nor make start-up caches of the JVM.")
    private boolean noStartUpCaches;

    @Override
    public Integer call() {
        return Outcome.of(this::up);
    }

    private int up() {
        SitePlan site = SiteFileReader.read(config);
        if (check) {
            System.out.println(config + " is in order: site " + site.label() + " of " + site.organisation() + ".");
            return Outcome.OK;
        }
        Installation installation = Installation.locate();
        Path elsewhere = site.parts().data();
        if (elsewhere != null) {
            installation.instanceAt(site.label(), elsewhere);
        }
        var options = new Plan.Options(false, nativeBinaries, !noStartUpCaches);
        try (Progress progress = ConsoleProgress.onStandardOutput();
                Deployment deployment =
                        Deployment.start(installation, new Plan(site.label(), List.of(site), options), progress)) {
            announce(deployment.site(site.label()), progress);
            awaitEnd();
        }
        return Outcome.OK;
    }

    private static void announce(SiteState site, Progress progress) {
        progress.say("");
        progress.say("Site " + site.label() + " of " + site.organisation() + " is up.");
        progress.say("  LAN API  " + site.lanUrl());
        progress.say("  public   " + site.edge());
        progress.say("  sign-in  " + site.issuer());
        progress.say("Ctrl-C or `kontor stop --instance " + site.label() + "` ends it.");
    }

    /// Waits for ever: a signal ends this JVM, and its shutdown hook the site.
    static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", interrupted);
        }
    }
}
