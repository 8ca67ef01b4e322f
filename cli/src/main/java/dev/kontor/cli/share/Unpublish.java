package dev.kontor.cli.share;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor unpublish NAME`: ends the sharing of a namespace.
@Command(name = "unpublish", description = "Stop sharing a namespace. Partners keep what they already fetched.")
public final class Unpublish implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    private final Environment environment;

    @Parameters(paramLabel = "NAME", description = "The namespace.")
    private String name = "";

    public Unpublish(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            gateway.delete(ApiPath.of("api", "v1", "namespaces", name), "namespace '" + name + "'");
            environment.terminal().print("'" + name + "' is no longer shared.");
            return Exit.OK.code();
        }
    }
}
