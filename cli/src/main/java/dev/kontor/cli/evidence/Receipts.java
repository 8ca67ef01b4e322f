package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor receipts`: the signed statements about what was received, ours and our partners'.
@Command(name = "receipts", description = "List receipts: what was received, signed by the receiver.")
public final class Receipts implements Callable<Integer> {

    private static final int MAX_LIMIT = 1000;
    private static final int ID_DIGITS = 12;

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most this many, newest first. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    public Receipts(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Failure.usage("--limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        ApiPath path = ApiPath.of("api", "v1", "receipts").query("limit", Integer.toString(limit));
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(path, "receipts");
            return output.show(answer, () -> print(answer));
        }
    }

    private void print(Json answer) {
        var table = new Table("COMPLETED", "DIRECTION", "NAMESPACE", "OTHER SIDE", "BYTES", "COUNTERSIGNED", "RECEIPT");
        for (Json each : answer.listOf("receipts")) {
            boolean sent = text(each, "direction").equals("SENT");
            table.row(
                    output.time(each, "completedAt"),
                    sent ? "sent" : "received",
                    text(each, "namespace"),
                    brief(text(each.at(sent ? "receiver" : "sender"), "orgId")),
                    bytes(each, "bytes"),
                    each.text("countersignature").isPresent() ? "yes" : "not yet",
                    text(each, "receiptId"));
        }
        table.print(output.terminal(), "No receipt yet.");
    }

    private static String brief(String orgId) {
        return orgId.length() > ID_DIGITS ? orgId.substring(0, ID_DIGITS) + "…" : orgId;
    }
}
