package dev.kontor.cli.site;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Terminal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How an answer is printed: for people, or as the JSON that the site sent.
public final class Output {

    /// The two forms.
    public enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private Format format = Format.table;

    private final Environment environment;

    public Output(Environment environment) {
        this.environment = environment;
    }

    public boolean json() {
        return format == Format.json;
    }

    public Terminal terminal() {
        return environment.terminal();
    }

    /// Prints the answer as it is for `json`, or lets `people` print it; answers the exit code of success.
    public int show(Json answer, Runnable people) {
        if (format == Format.json) {
            terminal().print(JsonText.pretty(answer));
        } else {
            people.run();
        }
        return Exit.OK.code();
    }

    /// A moment that a site sent, in the reader's time zone; `-` when there is none.
    public String time(Json object, String member) {
        return time(object.text(member));
    }

    public String time(Optional<String> moment) {
        return moment.map(text -> {
                    try {
                        return Amount.time(Instant.parse(text), environment.zone());
                    } catch (DateTimeParseException _) {
                        return text;
                    }
                })
                .orElse("-");
    }

    /// A byte count that a site sent; `-` when there is none.
    public static String bytes(Json object, String member) {
        var count = object.number(member);
        return count.isPresent() ? Amount.bytes(count.getAsLong()) : "-";
    }

    /// Any text that a site sent; `-` when there is none.
    public static String text(Json object, String member) {
        return object.text(member).filter(text -> !text.isBlank()).orElse("-");
    }
}
