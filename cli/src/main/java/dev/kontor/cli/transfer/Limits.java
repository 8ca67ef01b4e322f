package dev.kontor.cli.transfer;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Table;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor limits`: how fast our site receives and sends.
@Command(
        name = "limits",
        description = "Show how fast our site receives from partners and sends to them; set it or reset it.",
        footer = {
            "",
            "Limits are rules, separated by semicolons; the first that covers a moment holds, and where none does there"
                    + " is no limit. A rule is [DAYS] [FROM-TO] RATE. A window may go over midnight; it belongs to the"
                    + " day on which it begins. A rate is such as 20MB/s, 500kB/s, 2MiB/s, 0 or unlimited.",
            "",
            "Examples:",
            "  kontor limits set 20MB/s",
            "  kontor limits set \"08:00-18:00 20MB/s\" --zone Europe/Berlin",
            "  kontor limits set --send \"mon-fri 08:00-18:00 5MB/s; 22:00-06:00 unlimited; otherwise 50MB/s\"",
            "  kontor limits reset"
        })
public final class Limits implements Callable<Integer> {
    private static final ApiPath PATH = ApiPath.of("api", "v1", "limits");
    private static final String WHAT = "limits";

    @Mixin
    private final Question question;

    private Limits(Environment environment) {
        this.question = new Question(environment);
    }

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        return new CommandLine(new Limits(environment))
                .addSubcommand(new Set(environment))
                .addSubcommand(new Reset(environment));
    }

    @Override
    public Integer call() {
        return question.show(PATH, WHAT, answer -> print(question.output(), answer));
    }

    private static void print(Output output, Json answer) {
        var table = new Table("DIRECTION", "NOW", "UNTIL", "RULES", "TIME ZONE", "FROM");
        for (String way : List.of("receive", "send")) {
            Json limit = answer.at(way);
            OptionalLong now = limit.number("bytesPerSecond");
            table.row(
                    way,
                    now.isPresent() ? Amount.bytes(now.getAsLong()) + "/s" : "unlimited",
                    output.time(limit, "until"),
                    text(limit, "rules"),
                    text(limit, "zone"),
                    text(limit, "set").equals("true") ? "an admin" : "the settings");
        }
        table.print(output.terminal(), "This site knows no limits.");
    }

    /// `kontor limits set`.
    @Command(name = "set", description = "Set the limits, for what moves already as well; they outlive a restart.")
    static final class Set implements Callable<Integer> {
        @Mixin
        private final Connection connection;

        @Mixin
        private final Output output;

        private final Environment environment;

        @Parameters(arity = "0..1", paramLabel = "RULES", description = "The rules of both directions.")
        @Nullable
        private String both;

        @Option(names = "--receive", paramLabel = "RULES", description = "The rules of what we receive.")
        @Nullable
        private String receive;

        @Option(names = "--send", paramLabel = "RULES", description = "The rules of what we send.")
        @Nullable
        private String send;

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                description = "Whose times of day the rules mean, such as Europe/Berlin. Default: this machine's.")
        @Nullable
        private String zone;

        Set(Environment environment) {
            this.environment = environment;
            this.connection = new Connection(environment);
            this.output = new Output(environment);
        }

        @Override
        public Integer call() {
            if (both == null && receive == null && send == null) {
                throw Failure.usage("Say which limits: RULES for both directions, or --receive or --send.");
            }
            if (both != null && (receive != null || send != null)) {
                throw Failure.usage("Give either RULES for both directions, or --receive and --send.");
            }
            Json change = Json.object()
                    .with("receive", both == null ? receive : both)
                    .with("send", both == null ? send : both)
                    .with("zone", zone == null ? environment.zone().getId() : zone)
                    .build();
            try (Gateway gateway = connection.open()) {
                Json answer = gateway.put(PATH, change, WHAT);
                return output.show(answer, () -> print(output, answer));
            }
        }
    }

    /// `kontor limits reset`.
    @Command(name = "reset", description = "Back to the limits that the site's settings name.")
    static final class Reset implements Callable<Integer> {
        @Mixin
        private final Connection connection;

        @Mixin
        private final Output output;

        Reset(Environment environment) {
            this.connection = new Connection(environment);
            this.output = new Output(environment);
        }

        @Override
        public Integer call() {
            try (Gateway gateway = connection.open()) {
                Json answer = gateway.delete(PATH, WHAT);
                return output.show(answer, () -> print(output, answer));
            }
        }
    }
}
