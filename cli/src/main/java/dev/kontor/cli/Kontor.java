package dev.kontor.cli;

import dev.kontor.cli.browse.Lookup;
import dev.kontor.cli.browse.Ls;
import dev.kontor.cli.dht.Dht;
import dev.kontor.cli.download.Patience;
import dev.kontor.cli.evidence.Audit;
import dev.kontor.cli.evidence.Evidence;
import dev.kontor.cli.evidence.Receipts;
import dev.kontor.cli.evidence.Verify;
import dev.kontor.cli.fetch.Get;
import dev.kontor.cli.grant.Grant;
import dev.kontor.cli.health.Doctor;
import dev.kontor.cli.health.Scrub;
import dev.kontor.cli.health.WhoAmI;
import dev.kontor.cli.organisation.Organisation;
import dev.kontor.cli.organisation.Recovery;
import dev.kontor.cli.partner.Partner;
import dev.kontor.cli.share.Helpers;
import dev.kontor.cli.share.Namespaces;
import dev.kontor.cli.share.Poll;
import dev.kontor.cli.share.Publish;
import dev.kontor.cli.share.Runs;
import dev.kontor.cli.share.Unpublish;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.terminal.Terminal;
import dev.kontor.cli.transfer.Limits;
import dev.kontor.cli.transfer.Transfers;
import dev.kontor.launcher.command.DemoCommand;
import dev.kontor.launcher.command.StatusCommand;
import dev.kontor.launcher.command.StopCommand;
import dev.kontor.launcher.command.TokenCommand;
import dev.kontor.launcher.command.UpCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `kontor`.
@Command(
        name = "kontor",
        description = "Exchange data directly with partner sites.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 not found or not granted, 4 not allowed,",
            "5 not reachable, 6 content is not what was announced, 130 interrupted.",
            "kontor COMMAND --help explains a command."
        })
public final class Kontor {

    private Kontor() {}

    public static void main(String[] arguments) {
        Map<String, String> variables = System.getenv();
        var environment = new Environment(
                Terminal.ofProcess(variables),
                variables,
                LauncherSites::running,
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                ZoneId.systemDefault());
        int code = run(environment, Patience.standard(), arguments);
        environment.terminal().flush();
        System.exit(code);
    }

    static int run(Environment environment, Patience patience, String... arguments) {
        String[] asked = helpMeant(arguments);
        return commandLine(environment, patience, asked).execute(asked);
    }

    /// `kontor` and `kontor help` show the overview, `kontor help get` explains `get`.
    private static String[] helpMeant(String... arguments) {
        if (arguments.length > 0 && !arguments[0].equals("help")) {
            return arguments;
        }
        return Stream.concat(Arrays.stream(arguments).skip(1), Stream.of("--help"))
                .toArray(String[]::new);
    }

    /// The command line for these arguments.
    ///
    /// Reading the annotations of all commands takes longer than most commands run. So where the first argument
    /// names one, only that one is there; help, completion and typing errors see all of them.
    private static CommandLine commandLine(Environment environment, Patience patience, String... arguments) {
        var line = new CommandLine(new Kontor());
        Map<String, Supplier<Object>> commands = commands(environment, patience);
        Supplier<Object> named = arguments.length == 0 ? null : commands.get(arguments[0]);
        (named == null ? commands.values() : List.of(named)).forEach(each -> line.addSubcommand(each.get()));
        return Conventions.applyTo(line, environment);
    }

    private static Map<String, Supplier<Object>> commands(Environment environment, Patience patience) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("get", () -> new Get(environment, patience));
        commands.put("ls", () -> new Ls(environment));
        commands.put("lookup", () -> new Lookup(environment));
        commands.put("dht", () -> Dht.command(environment));
        commands.put("publish", () -> new Publish(environment));
        commands.put("unpublish", () -> new Unpublish(environment));
        commands.put("helpers", () -> new Helpers(environment));
        commands.put("namespaces", () -> new Namespaces(environment));
        commands.put("poll", () -> new Poll(environment));
        commands.put("runs", () -> new Runs(environment));
        commands.put("partner", () -> Partner.command(environment));
        commands.put("organisation", () -> Organisation.command(environment));
        commands.put("recovery", () -> Recovery.command(environment));
        commands.put("grant", () -> Grant.command(environment));
        commands.put("transfers", () -> Transfers.command(environment));
        commands.put("limits", () -> Limits.command(environment));
        commands.put("receipts", () -> new Receipts(environment));
        commands.put("evidence", () -> Evidence.command(environment));
        commands.put("verify", () -> new Verify(environment));
        commands.put("audit", () -> new Audit(environment));
        commands.put("doctor", () -> new Doctor(environment));
        commands.put("scrub", () -> new Scrub(environment));
        commands.put("whoami", () -> new WhoAmI(environment));
        commands.put("demo", DemoCommand::new);
        commands.put("up", UpCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("completion", () -> new Completion(environment, () -> commandLine(environment, patience)));
        return commands;
    }
}
