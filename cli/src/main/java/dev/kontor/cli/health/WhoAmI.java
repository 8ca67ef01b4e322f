package dev.kontor.cli.health;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor whoami`: as whom we are signed in, where, and which organisation that is.
@Command(name = "whoami", description = "Show the gateway, who we are to it, and which organisation it belongs to.")
public final class WhoAmI implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    public WhoAmI(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json me = gateway.get(ApiPath.of("api", "v1", "me"), "whoami");
            Json site = site(gateway);
            Json both = Json.object()
                    .with("gateway", gateway.base())
                    .with("me", me)
                    .with("site", site)
                    .build();
            return output.show(both, () -> print(gateway, me, site));
        }
    }

    /// Systems with the role reader learn who they are, but not about the site.
    private static Json site(Gateway gateway) {
        try {
            return gateway.get(ApiPath.of("api", "v1", "site"), "our site");
        } catch (Failure refused) {
            if (refused.exit() == Exit.FORBIDDEN) {
                return new Json.Nil();
            }
            throw refused;
        }
    }

    private void print(Gateway gateway, Json me, Json site) {
        String roles = me.items("roles").stream()
                .flatMap(role -> role.asText().stream())
                .collect(Collectors.joining(", "));
        line("Gateway", gateway.base().toString());
        line("Name", text(me, "name"));
        line("Roles", roles.isEmpty() ? "none" : roles);
        line("Organisation", text(site, "name"));
        line("Its id", text(site, "orgId"));
        line("Site", text(site, "siteId"));
    }

    private void line(String label, String value) {
        output.terminal().print(String.format("%-13s %s", label, Terminal.clean(value)));
    }
}
