package dev.kontor.testkit.fuzz;

import dev.kontor.testkit.fuzz.Workshop.Found;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `./kontor fuzz [TARGET …] [--minutes M] [--list]`: attacks one target after another, each for the same time.
///
/// Exit status 0 when nothing escaped; 1 when something did, with the path of the input that did it; 2 for a wrong
/// command line. The first two arguments are the project's folder and the folder for what is found; the rest is the
/// user's.
public final class Fuzz {
    private static final String USAGE = """
            usage: ./kontor fuzz [TARGET …] [--minutes M] [--list]

              TARGET        what to attack, a name from the list; all of them by default
              --minutes M   how long each, 10 by default
              --list        the targets
            """;

    private final List<Found> targets;
    private final Path folder;
    private final PrintStream out;
    private final PrintStream err;

    Fuzz(List<Found> targets, Path folder, PrintStream out, PrintStream err) {
        this.targets = targets.stream()
                .sorted(Comparator.comparing((Found found) -> found.module().getFileName())
                        .thenComparing(found -> found.target().name()))
                .toList();
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]).toAbsolutePath();
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        List<String> asked = List.of(arguments).subList(2, arguments.length);
        System.exit(new Fuzz(new Workshop(root).targets(), folder, System.out, System.err).run(asked));
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        return switch (Request.parse(arguments)) {
            case Request.Help _ -> help();
            case Request.Wrong(String why) -> wrong(why);
            case Request.Listing _ -> list();
            case Request.Attacks(List<String> names, Duration each) -> {
                Optional<String> unknown =
                        names.stream().filter(name -> !known(name)).findFirst();
                yield unknown.isPresent()
                        ? wrong("no target is called " + unknown.get() + "; --list shows them")
                        : attack(names, each);
            }
        };
    }

    private int help() {
        out.print(USAGE);
        return 0;
    }

    private int wrong(String why) {
        err.println("kontor fuzz: " + why);
        err.print(USAGE);
        return 2;
    }

    private boolean known(String name) {
        return targets.stream().anyMatch(found -> found.target().name().equals(name));
    }

    private int list() {
        targets.forEach(found -> out.printf(
                "%-15s %-18s %s%n",
                found.target().name(),
                found.module().getFileName(),
                found.target().what()));
        return 0;
    }

    private int attack(List<String> names, Duration each) throws IOException, InterruptedException {
        List<Found> chosen = targets.stream()
                .filter(found ->
                        names.isEmpty() || names.contains(found.target().name()))
                .toList();
        out.printf("targets: %d, minutes for each: %d%n", chosen.size(), each.toMinutes());
        int status = 0;
        for (Found found : chosen) {
            String name = found.target().name();
            Run.Result result = new Run(found, folder.resolve(name), each).perform();
            report(name, result);
            status = result.escaped() ? 1 : status;
        }
        return status;
    }

    private void report(String name, Run.Result result) {
        out.printf("%-15s %s%n", name, result.log().figures());
        if (result.escaped()) {
            out.println("  escaped: " + result.log().escape().orElse("the process ended with " + result.status()));
            out.println("  input:   " + result.log().reproducer().orElse("none was written"));
            out.println("  log:     " + result.logFile());
        }
    }
}
