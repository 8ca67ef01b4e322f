package dev.kontor.cli;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.site.Environment;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kontor completion`: a script that teaches a shell our commands and options.
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {
            "",
            "Examples:",
            "  source <(kontor completion)",
            "  kontor completion > ~/.local/share/bash-completion/completions/kontor"
        })
final class Completion implements Callable<Integer> {

    private final Environment environment;
    private final Supplier<CommandLine> everything;

    Completion(Environment environment, Supplier<CommandLine> everything) {
        this.environment = environment;
        this.everything = everything;
    }

    @Override
    public Integer call() {
        environment.terminal().print(AutoComplete.bash("kontor", everything.get()));
        return Exit.OK.code();
    }
}
