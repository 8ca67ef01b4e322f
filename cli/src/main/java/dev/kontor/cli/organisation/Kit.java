package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kontor recovery kit`: puts the next root keys on paper.
@Command(
        name = "kit",
        description = {
            "Make the recovery kit: keys on paper, printed once, by which the organisation is recovered.",
            "Until then the next root key lies in the site's key store, where a thief finds it too."
        })
final class Kit implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final NewKit kit = new NewKit();

    private final Environment environment;

    Kit(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Ours ours = Ours.ask(gateway);
            if (!ours.nextRootHere()) {
                throw new Failure(
                        Exit.FAILED,
                        "The next root keys are on paper already.",
                        "kontor recovery rotate makes a new kit with the words of the present one.");
            }
            kit.make();
            kit.print(environment.terminal(), ours.state().orgId());
            environment.terminal().note("These words are in force only when this command says so now:");
            Ours.commit(gateway, kit.request());
            environment.terminal().note("The kit is in force. The words are nowhere but on what you print.");
            return Exit.OK.code();
        }
    }
}
