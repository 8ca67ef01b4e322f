package dev.kontor.cli.share;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor poll NAME`: one poll of a source now, outside its schedule.
@Command(name = "poll", description = "Poll a namespace's source now and wait for the result.")
public final class Poll implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "NAME", description = "The namespace.")
    private String name = "";

    public Poll(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("api", "v1", "namespaces", name, "poll");
        try (Gateway gateway = connection.open()) {
            Json run = gateway.post(path, Json.object().build(), "namespace '" + name + "'");
            int shown = output.show(run, () -> output.terminal().print(sentence(run)));
            return RunStatus.of(run).failed() ? Exit.FAILED.code() : shown;
        }
    }

    private String sentence(Json run) {
        return switch (RunStatus.of(run)) {
            case PUBLISHED ->
                name + ": new snapshot " + Namespaces.shortId(text(run, "snapshotId")) + " with " + text(run, "entries")
                        + " entries, " + bytes(run, "bytes") + ".";
            case UNCHANGED -> name + ": nothing new at the source.";
            case RUNNING -> name + ": the poll goes on. See kontor runs " + name + ".";
            case FAILED ->
                name + ": the poll failed: " + stripped(text(run, "detail")) + ". The last good snapshot stays.";
        };
    }

    private static String stripped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
