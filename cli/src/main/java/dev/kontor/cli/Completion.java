package dev.kontor.cli;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.site.Environment;
import dev.kontor.launcher.installation.Installation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `kontor completion`: a script that teaches a shell our commands and options, and the sites that were started here.
/// It reads their labels from the state files at each use, since starting a JVM would take too long for a key press.
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

    private static final String SITE = "    '--site')\n";
    private static final String LABELS = "      COMPREPLY=( $(compgen -W \"$(_kontor_sites)\" -- \"${curr_word}\") )\n";

    private final Environment environment;
    private final Supplier<CommandLine> everything;

    Completion(Environment environment, Supplier<CommandLine> everything) {
        this.environment = environment;
        this.everything = everything;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("kontor", everything.get()).replace(SITE, SITE + LABELS);
        environment.terminal().print(script + sites(Installation.locate().home()));
        return Exit.OK.code();
    }

    private static String sites(Path home) {
        return """

                # Labels of the sites that were started here.
                function _kontor_sites() {
                  local home=%s
                  sed -n 's/^ *"label" : "\\([a-z0-9-]*\\)".*/\\1/p' "${KONTOR_HOME:-$home}"/*/state.json 2>/dev/null | sort -u
                }
                """.formatted(quoted(home.toString()));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
