package dev.kontor.cli.share;

import dev.kontor.cli.address.Times;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor publish`: makes an HTTP endpoint on the LAN a namespace.
@Command(
        name = "publish",
        customSynopsis = "kontor publish [OPTIONS] --url=URL NAME",
        description = "Share an HTTP endpoint on our LAN as a namespace.",
        footer = {
            "",
            "Examples:",
            "  kontor publish prices --url http://192.168.0.7:8000/prices.csv --every 15m",
            "  kontor publish invoices --url http://192.168.0.7:8000/invoices --list /items \\",
            "      --item-version /etag --format .xml=application/xml --format .json=application/json",
            "  kontor publish stock --url http://192.168.0.7:8000/stock --live"
        })
public final class Publish implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    private final Environment environment;

    @Parameters(paramLabel = "NAME", description = "The namespace: 1 to 63 of a-z, 0-9 and inner -.")
    private String name = "";

    @Option(names = "--url", required = true, paramLabel = "URL", description = "Where our source answers on the LAN.")
    @Nullable
    private URI url;

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            description = "Time between two polls: 30s, 15m, 2h, 1d. Default: 15m.")
    @Nullable
    private String every;

    @Option(
            names = "--live",
            description = "Pass every request through to the source instead of polling it into snapshots.")
    private boolean live;

    @Option(names = "--piece-size", paramLabel = "BYTES", description = "Most bytes of a piece. Default: 1048576.")
    @Nullable
    private Long pieceSize;

    @Option(names = "--replace", description = "Change the namespace when it exists already.")
    private boolean replace;

    @ArgGroup(exclusive = false, heading = "%nWhen the URL answers with a list of items:%n")
    private final ListRules rules = new ListRules();

    @ArgGroup(exclusive = false, heading = "%nWhat the source wants to be sent:%n")
    private final SourceHeaders headers = new SourceHeaders();

    public Publish(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        Json request = request();
        try (Gateway gateway = connection.open()) {
            String what = "namespace '" + name + "'";
            Json answer = replace
                    ? gateway.put(ApiPath.of("api", "v1", "namespaces", name), request, what)
                    : gateway.post(Namespaces.PATH, request, what);
            return output.show(answer, this::print);
        }
    }

    private Json request() {
        if (live && (every != null || rules.given())) {
            throw Failure.usage("--live passes requests through: it has neither --every nor --list.");
        }
        Json source = Json.object()
                .with("kind", "http")
                .with("url", url)
                .with("headers", headers.json(environment.directory()))
                .with("list", rules.json())
                .build();
        return Json.object()
                .with("name", name)
                .with("mode", live ? "live" : "snapshot")
                .with("source", source)
                .with(
                        "pollSeconds",
                        every == null ? null : Times.span(every, "--every").toSeconds())
                .with("pieceSize", pieceSize)
                .build();
    }

    private void print() {
        output.terminal().print("'" + name + "' is published" + (live ? " live." : "."));
        output.terminal()
                .note("Next: kontor poll " + name + " shows whether the source answers; kontor grant add " + name
                        + " --to PARTNER lets a partner fetch it.");
    }
}
