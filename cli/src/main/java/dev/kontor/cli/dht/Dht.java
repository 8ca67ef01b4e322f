package dev.kontor.cli.dht;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.site.Environment;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor dht …`: how this site finds others. `simulate` and `node` need no site; the `kontor` script starts them.
@Command(
        name = "dht",
        description = "Look into the DHT, by which sites find each other.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "kontor dht simulate --scenario NAME --nodes N --seed S runs a network of nodes in virtual time.",
            "kontor dht bench --scenario NAME measures nodes on the real network stack of this machine.",
            "kontor dht node -c FILE.ini runs a node of its own, with the DHT API on TCP 7401."
        })
public final class Dht {

    static final ApiPath PATH = ApiPath.of("api", "v1", "dht");

    private Dht() {}

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Dht()));
        List.of(
                        new Find(environment),
                        new Trace(environment),
                        new RoutingTable(environment),
                        new Records(environment),
                        new Book(environment),
                        new Vantages(environment))
                .forEach(group::addSubcommand);
        return group;
    }
}
