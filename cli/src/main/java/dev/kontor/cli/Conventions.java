package dev.kontor.cli;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What all commands have in common: `--help`, colour, where errors go, and which exit code a failure has.
final class Conventions {

    private static final int WIDTH = 100;

    private final Environment environment;

    private Conventions(Environment environment) {
        this.environment = environment;
    }

    static CommandLine applyTo(CommandLine line, Environment environment) {
        var conventions = new Conventions(environment);
        Terminal terminal = environment.terminal();
        explain(line);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .arity("0")
                        .type(boolean.class)
                        .description("Print the version.")
                        .build());
        return line.setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(conventions.ansi()))
                .setExecutionExceptionHandler((failure, _, _) -> conventions.onFailure(failure))
                .setParameterExceptionHandler((mistake, _) -> conventions.onMistake(mistake));
    }

    private static void explain(CommandLine line) {
        if (!line.getCommandSpec().optionsMap().containsKey("-h")) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .arity("0")
                            .type(boolean.class)
                            .description("Explain this command.")
                            .build());
        }
        line.getCommandSpec()
                .usageMessage()
                .abbreviateSynopsis(line.getSubcommands().isEmpty());
        line.getSubcommands().values().forEach(Conventions::explain);
    }

    private Ansi ansi() {
        boolean colour = environment.terminal().outIsTerminal()
                && environment.variable("NO_COLOR").isEmpty();
        return colour ? Ansi.ON : Ansi.OFF;
    }

    private int onFailure(Exception failure) {
        environment.terminal().out().flush();
        return switch (failure) {
            case Failure known -> {
                say(known.what());
                known.remedy().filter(remedy -> !remedy.isBlank()).ifPresent(environment.terminal()::note);
                trace(known);
                yield known.exit().code();
            }
            default -> {
                say("Unexpected: " + failure);
                environment.terminal().note("Run again with KONTOR_DEBUG=1 and report what it prints.");
                trace(failure);
                yield Exit.FAILED.code();
            }
        };
    }

    private int onMistake(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        say(complaint(mistake));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> similar = unmatched.getSuggestions();
            if (!similar.isEmpty()) {
                environment.terminal().note("Did you mean: " + String.join(", ", similar) + "?");
            }
        }
        environment.terminal().note("See " + line.getCommandSpec().qualifiedName() + " --help.");
        return Exit.USAGE.code();
    }

    private static String complaint(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            CommandLine line = mistake.getCommandLine();
            String word = unmatched.getUnmatched().getFirst();
            return line.getSubcommands().isEmpty()
                    ? "'" + word + "' is one argument too many."
                    : "There is no command '" + line.getCommandSpec().qualifiedName() + " " + word + "'.";
        }
        return String.valueOf(mistake.getMessage());
    }

    private void say(String sentence) {
        environment.terminal().note("kontor: " + Terminal.clean(sentence));
    }

    private void trace(Exception failure) {
        if (environment.variable("KONTOR_DEBUG").isPresent()) {
            failure.printStackTrace(environment.terminal().err());
        }
    }
}
