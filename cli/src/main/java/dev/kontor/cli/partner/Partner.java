package dev.kontor.cli.partner;

import dev.kontor.cli.site.Environment;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/// `kontor partner …`: the address book and the handshake.
@Command(
        name = "partner",
        description = "The address book: invite, accept, approve, revoke and list partners.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A handshake has three steps: one side invites, the other accepts, both approve. Before the last step"
                    + " both administrators compare the six words that both sites show, for example on the telephone."
        })
public final class Partner {

    private Partner() {}

    /// The command with its subcommands.
    public static CommandLine command(Environment environment) {
        var group = new CommandLine(CommandSpec.forAnnotatedObject(new Partner()));
        List.of(
                        new Invite(environment),
                        new Decide.Accept(environment),
                        new Decide.Approve(environment),
                        new Decide.Reject(environment),
                        new Decide.Withdraw(environment),
                        new Decide.Revoke(environment),
                        new Decide.Resume(environment),
                        new LogOf(environment),
                        new Partners(environment))
                .forEach(group::addSubcommand);
        return group;
    }
}
