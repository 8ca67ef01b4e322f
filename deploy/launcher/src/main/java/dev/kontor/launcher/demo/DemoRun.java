package dev.kontor.launcher.demo;

import dev.kontor.launcher.deployment.Deployment;
import dev.kontor.launcher.deployment.Plan;
import dev.kontor.launcher.deployment.RunningSite;
import dev.kontor.launcher.erp.ErpServer;
import dev.kontor.launcher.erp.InvoiceBook;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.port.FreePorts;
import dev.kontor.launcher.progress.ElapsedText;
import dev.kontor.launcher.progress.Progress;
import dev.kontor.launcher.state.AtomicFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Starts the two sites and the ERP, tells the story, and hands over to whoever wants to go on.
public final class DemoRun {
    private static final long SEED = 20_260_105;
    private static final int FIRST_INVOICES = 240;
    private static final int ERP_PORT = 8000;

    private final Installation installation;
    private final Progress progress;
    private final long began = System.nanoTime();

    public DemoRun(Installation installation, Progress progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /// Runs the demo.
    ///
    /// @param afterwards gets the ERP when the story has been told, and returns when the demo is to end
    /// @return whether every step of the story held
    public boolean run(Plan.Options options, Consumer<ErpServer> afterwards) {
        try (Deployment deployment = Deployment.start(installation, Plan.demo(options), progress);
                ErpServer erp = startErp();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()) {
            deployment.remember("erp", erp.address() + "/invoices");
            List<RunningSite> sites = deployment.state().sites().stream()
                    .map(site -> new RunningSite(site, deployment.secrets()))
                    .toList();
            boolean held = tell(new Story(cast(sites, erp, http), progress));
            saveIssued(erp);
            progress.say("");
            progress.say((held ? "The story held, " : "The story did not hold, ")
                    + ElapsedText.of(Duration.ofNanos(System.nanoTime() - began)) + " after the start.");
            DemoTable.lines(sites, erp.address()).forEach(progress::say);
            afterwards.accept(erp);
            saveIssued(erp);
            return held;
        }
    }

    private boolean tell(Story story) {
        try {
            story.tell();
            story.leaveUsable();
            return true;
        } catch (StoryException | LauncherException failure) {
            progress.say("! " + failure.getMessage());
            return false;
        }
    }

    private static Cast cast(List<RunningSite> sites, ErpServer erp, HttpClient http) {
        RunningSite acme = sites.getFirst();
        RunningSite globex = sites.getLast();
        return new Cast(
                erp,
                new GatewayClient(http, acme, "kontor-cli"),
                new GatewayClient(http, globex, "kontor-cli"),
                new GatewayClient(http, globex, "accounting"));
    }

    private ErpServer startErp() {
        return ErpServer.start(new InvoiceBook(SEED), issuedBefore(), FreePorts.isFree(ERP_PORT) ? ERP_PORT : 0);
    }

    private Path issuedFile() {
        return installation.instance(Installation.DEMO).part("erp").resolve("issued");
    }

    /// The ERP remembers across runs how many invoices it has issued.
    private int issuedBefore() {
        try {
            return Files.exists(issuedFile())
                    ? Integer.parseInt(Files.readString(issuedFile()).strip())
                    : FIRST_INVOICES;
        } catch (IOException failure) {
            throw LauncherException.io("read " + issuedFile(), failure);
        }
    }

    private void saveIssued(ErpServer erp) {
        try {
            AtomicFile.write(issuedFile(), Integer.toString(erp.issued()));
        } catch (IOException failure) {
            throw LauncherException.io("write " + issuedFile(), failure);
        }
    }
}
