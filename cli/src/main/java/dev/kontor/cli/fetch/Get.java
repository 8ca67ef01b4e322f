package dev.kontor.cli.fetch;

import dev.kontor.cli.address.Target;
import dev.kontor.cli.download.FileDownload;
import dev.kontor.cli.download.Patience;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.terminal.ProgressLine;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor get ADDRESS`: fetches a document, or everything in a namespace or a folder of it.
@Command(
        name = "get",
        description = "Fetch data of a partner, checked and resumed.",
        footer = {
            "",
            "One document goes to standard output, or to the file that -o names. Many go to a folder: the one that"
                    + " -o names, or one called like the namespace. With -o NAME.tar they go to one archive. Files that"
                    + " are there already with the right content are not fetched again. What an interrupted run left is"
                    + " continued. A slash at the end of the address says that what lies below is meant, never a document.",
            "",
            "Examples:",
            "  kontor get kontor://acme-inc/prices -o prices.csv",
            "  kontor get kontor://acme-inc/invoices",
            "  kontor get kontor://acme-inc/invoices/2026 -o invoices-2026.tar"
        })
public final class Get implements Callable<Integer> {

    private static final int MAX_JOBS = 32;

    @Mixin
    private final Connection connection;

    private final Environment environment;
    private final Patience patience;

    @Parameters(paramLabel = "ADDRESS", description = "What to fetch: kontor://NAME/NAMESPACE[/PATH].")
    private String address = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "Where to: a file, a folder, a name ending in .tar, or - for standard output.")
    @Nullable
    private String output;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Files at once, 1 to 32. Default: ${DEFAULT-VALUE}.")
    private int jobs = 4;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary.")
    private boolean quiet;

    @Option(names = "--json", description = "Print a report of what was fetched as JSON.")
    private boolean json;

    public Get(Environment environment, Patience patience) {
        this.environment = environment;
        this.patience = patience;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw Failure.usage("--jobs is a number from 1 to " + MAX_JOBS + ".");
        }
        Target.Content wanted = Target.content(address);
        Destination destination = Destination.of(output, environment.directory());
        var interruption = new Interruption(environment.terminal());
        try (Gateway gateway = connection.open();
                ProgressLine progress = ProgressLine.start(
                        environment.terminal(), wanted.address().namespace().text(), quiet);
                Reason _ = Reason.beside(
                        progress, gateway, wanted.address().namespace().text())) {
            var fetching = new Fetching(
                    gateway, new FileDownload(gateway, progress, patience), progress, environment.terminal(), jobs);
            Report report = fetching.fetch(wanted, destination);
            progress.erase();
            report(report);
            return Exit.OK.code();
        } finally {
            interruption.over();
        }
    }

    /// Where the content went to standard output, everything else goes to the other stream.
    private void report(Report report) {
        var terminal = environment.terminal();
        if (json && report.onStandardOutput()) {
            terminal.note(report.json());
        } else if (json) {
            terminal.print(report.json());
        } else if (!quiet) {
            report.sentences().forEach(terminal::note);
        }
    }
}
