package dev.kontor.cli.health;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor scrub [--now]`: how far the walk over the piece store is, what it found, and what is not mended.
@Command(
        name = "scrub",
        description = "Show how far the stored pieces are checked, and which are damaged; or check all of them now.")
public final class Scrub implements Callable<Integer> {
    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Option(names = "--now", description = "Begin to check every stored piece now; kontor scrub shows how far it is.")
    private boolean now;

    public Scrub(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("api", "v1", "scrub");
        try (Gateway gateway = connection.open()) {
            Json answer = now ? gateway.post(path, Json.object().build(), "scrub") : gateway.get(path, "scrub");
            output.show(answer, () -> print(answer));
            return (!now && !answer.listOf("unmended").isEmpty() ? Exit.FAILED : Exit.OK).code();
        }
    }

    private void print(Json answer) {
        output.terminal().print(sentence(answer));
        List<Json> unmended = answer.listOf("unmended");
        if (!unmended.isEmpty()) {
            output.terminal().print("");
            var table = new Table("NAMESPACE", "NUMBER", "WHOSE", "LACKS", "SINCE", "WHY IT IS NOT MENDED YET");
            unmended.forEach(each -> table.row(
                    text(each, "namespace"),
                    text(each, "sequence"),
                    each.is("ours") ? "ours" : "a partner's",
                    text(each, "pieces") + " pieces",
                    output.time(each, "foundAt"),
                    each.text("reason").orElse("not tried yet")));
            table.print(output.terminal(), "");
        }
    }

    private String sentence(Json answer) {
        if (answer.text("startedAt").isEmpty()) {
            return "The stored pieces were not checked yet.";
        }
        String found = text(answer, "pieces") + " pieces, " + bytes(answer, "bytes") + ", "
                + text(answer, "damagedPieces") + " damaged or missing";
        return answer.text("completedAt").isPresent()
                ? "All stored pieces were checked, until " + output.time(answer, "completedAt") + ": " + found + "."
                : text(answer, "percent") + " % of the store is checked since " + output.time(answer, "startedAt")
                        + ": " + found + ".";
    }
}
