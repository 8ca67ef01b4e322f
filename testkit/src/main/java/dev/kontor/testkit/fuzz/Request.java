package dev.kontor.testkit.fuzz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What was asked for on the command line.
sealed interface Request {
    record Listing() implements Request {}

    record Help() implements Request {}

    /// Attack the targets with these names, or all when there is none.
    record Attacks(List<String> targets, Duration each) implements Request {
        public Attacks {
            targets = List.copyOf(targets);
        }
    }

    record Wrong(String why) implements Request {}

    Duration DEFAULT_TIME = Duration.ofMinutes(10);
    int LONGEST_MINUTES = 7 * 24 * 60;

    static Request parse(List<String> arguments) {
        List<String> targets = new ArrayList<>();
        Duration each = DEFAULT_TIME;
        boolean list = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--help", "-h" -> {
                    return new Help();
                }
                case "--list" -> list = true;
                case "--minutes" -> {
                    int minutes = i + 1 < arguments.size() ? minutes(arguments.get(i + 1)) : 0;
                    if (minutes == 0) {
                        return new Wrong("--minutes takes a number from 1 to " + LONGEST_MINUTES);
                    }
                    each = Duration.ofMinutes(minutes);
                    i++;
                }
                default -> {
                    if (argument.startsWith("-")) {
                        return new Wrong("no option is called " + argument);
                    }
                    targets.add(argument);
                }
            }
        }
        return list ? new Listing() : new Attacks(targets, each);
    }

    private static int minutes(String text) {
        boolean right = text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= LONGEST_MINUTES;
        return right ? Integer.parseInt(text) : 0;
    }
}
