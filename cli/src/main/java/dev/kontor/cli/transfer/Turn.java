package dev.kontor.cli.transfer;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What is done to one transfer: `pause`, `resume`, `cancel`.
abstract sealed class Turn implements Callable<Integer> {
    private static final int WHOLE_ID = 32;

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "ID", description = "The transfer's id, or how it begins; see kontor transfers.")
    private String id = "";

    private final String verb;
    private final String done;

    private Turn(Environment environment, String verb, String done) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
        this.verb = verb;
        this.done = done;
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            ApiPath path = ApiPath.of("api", "v1", "transfers", whole(gateway), verb);
            Json answer = gateway.post(path, Json.object().build(), "transfer '" + id + "'");
            return output.show(answer, () -> output.terminal().print(sentence(answer)));
        }
    }

    /// The id of the one transfer that is called like this.
    private String whole(Gateway gateway) {
        String begin = id.strip().toLowerCase(Locale.ROOT);
        if (begin.length() == WHOLE_ID) {
            return begin;
        }
        List<String> meant = gateway.get(Transfers.PATH, "transfers").listOf("transfers").stream()
                .flatMap(transfer -> transfer.text("transferId").stream())
                .filter(each -> !begin.isEmpty() && each.startsWith(begin))
                .toList();
        return switch (meant.size()) {
            case 0 ->
                throw new Failure(
                        Exit.NOT_FOUND, "No transfer's id begins with '" + id + "'.", "kontor transfers lists them.");
            case 1 -> meant.getFirst();
            default ->
                throw Failure.usage(
                        meant.size() + " transfers' ids begin with '" + id + "'. Give more of the one you mean.");
        };
    }

    private String sentence(Json transfer) {
        return "The transfer " + Transfers.shortId(transfer) + " of '" + text(transfer, "namespace") + "' " + done;
    }

    @Command(name = "pause", description = "Stop receiving for now; what is here stays here.")
    static final class Pause extends Turn {
        Pause(Environment environment) {
            super(environment, "pause", "is paused. Let it go on with kontor transfers resume.");
        }
    }

    @Command(name = "resume", description = "Let a paused transfer go on from where it was.")
    static final class Resume extends Turn {
        Resume(Environment environment) {
            super(environment, "resume", "goes on.");
        }
    }

    @Command(name = "cancel", description = "End a transfer; it begins again when somebody asks for its snapshot.")
    static final class Cancel extends Turn {
        Cancel(Environment environment) {
            super(environment, "cancel", "is cancelled.");
        }
    }
}
