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

/// `kontor up`: one site for real use, or several that share what is started for them, in the foreground until it is
/// told to stop.
@Command(
        name = "up",
        description = {
            "Run one site for real use, as its configuration says, until Ctrl-C or `kontor stop`.",
            "With several configurations, run several sites that share PostgreSQL, the broker and sign-in."
        },
        footer = {"", "deploy/site.example.yaml shows every setting."},
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The site's configuration; again for each further site.")
    private List<Path> configs = List.of();

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
        List<SitePlan> sites = configs.stream().map(this::read).toList();
        if (check) {
            return Outcome.OK;
        }
        requireTogether(sites);
        Installation installation = Installation.locate();
        SitePlan site = sites.getFirst();
        Path elsewhere = site.parts().data();
        if (elsewhere != null) {
            installation.instanceAt(site.label(), elsewhere);
        }
        var options = new Plan.Options(false, nativeBinaries, !noStartUpCaches);
        try (Progress progress = ConsoleProgress.onStandardOutput();
                Deployment deployment =
                        Deployment.start(installation, new Plan(site.label(), sites, options), progress)) {
            sites.forEach(each -> announce(deployment.site(each.label()), progress));
            progress.say("Ctrl-C or `kontor stop --instance " + site.label() + "` ends it.");
            awaitEnd();
        }
        return Outcome.OK;
    }

    private SitePlan read(Path config) {
        SitePlan site = SiteFileReader.read(config);
        if (check) {
            System.out.println(config + " is in order: site " + site.label() + " of " + site.organisation() + ".");
        }
        return site;
    }

    /// Sites that are run together are one instance, named by the first, in one folder.
    private static void requireTogether(List<SitePlan> sites) {
        if (sites.stream().map(SitePlan::label).distinct().count() < sites.size()) {
            throw new LauncherException("Two of the configurations have the same label; each site needs its own.");
        }
        sites.stream()
                .skip(1)
                .filter(site -> site.parts().data() != null)
                .findFirst()
                .ifPresent(site -> {
                    throw new LauncherException("Site " + site.label() + " has a data folder of its own; sites that are"
                            + " run together lie in that of the first, or are run by a `kontor up` each.");
                });
    }

    private static void announce(SiteState site, Progress progress) {
        progress.say("");
        progress.say("Site " + site.label() + " of " + site.organisation() + " is up.");
        progress.say("  LAN API  " + site.lanUrl());
        progress.say("  public   " + site.edge());
        progress.say("  sign-in  " + site.issuer());
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
