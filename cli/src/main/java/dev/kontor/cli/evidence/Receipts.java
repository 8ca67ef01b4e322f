package dev.kontor.cli.evidence;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Question;
import dev.kontor.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor receipts`: the signed statements about what was received, ours and our partners'.
@Command(name = "receipts", description = "List receipts: what was received, signed by the receiver.")
public final class Receipts implements Callable<Integer> {

    private static final int ID_DIGITS = 12;

    @Mixin
    private final Question question;

    @Mixin
    private final Newest newest = new Newest();

    public Receipts(Environment environment) {
        this.question = new Question(environment);
    }

    @Override
    public Integer call() {
        return question.show(newest.of("receipts"), "receipts", this::print);
    }

    private void print(Json answer) {
        var table = new Table("COMPLETED", "DIRECTION", "NAMESPACE", "OTHER SIDE", "BYTES", "COUNTERSIGNED", "RECEIPT");
        for (Json each : answer.listOf("receipts")) {
            boolean sent = text(each, "direction").equals("SENT");
            table.row(
                    question.output().time(each, "completedAt"),
                    sent ? "sent" : "received",
                    text(each, "namespace"),
                    brief(text(each.at(sent ? "receiver" : "sender"), "orgId")),
                    bytes(each, "bytes"),
                    each.text("countersignature").isPresent() ? "yes" : "not yet",
                    text(each, "receiptId"));
        }
        table.print(question.output().terminal(), "No receipt yet.");
    }

    private static String brief(String orgId) {
        return orgId.length() > ID_DIGITS ? orgId.substring(0, ID_DIGITS) + "…" : orgId;
    }
}
