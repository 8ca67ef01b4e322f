package dev.kontor.cli.grant;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor grant revoke`.
@Command(name = "revoke", description = "End a grant. The partner's next byte is refused.")
final class Revoke implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    private final Environment environment;

    @Parameters(paramLabel = "GRANT", description = "The grant's id, as kontor grant list shows it.")
    private String grant = "";

    Revoke(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            gateway.delete(ApiPath.of("api", "v1", "grants", grant), "grant '" + grant + "'");
            environment.terminal().print("Grant " + grant + " is revoked.");
            return Exit.OK.code();
        }
    }
}
