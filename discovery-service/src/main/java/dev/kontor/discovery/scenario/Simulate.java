package dev.kontor.discovery.scenario;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `kontor dht simulate --scenario NAME --nodes N --seed S [--gets G] [--mode safety|liveness] [--wire] [-o json]`:
/// runs a scenario and says what came of it. Exit 0 when its bar was reached, 1 when not, 2 when the command is
/// wrong.
public final class Simulate {
    private static final int NODES = 1_000;
    private static final int MOST_NODES = 1_000_000;
    private static final int REAL_UP_TO = 300;
    private static final int[] CURVE = {100, 1_000, 10_000, 100_000};

    private final Map<String, String> options = new HashMap<>();

    private Simulate(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--wire" -> options.put(name, "true");
                case "--scenario", "--nodes", "--seed", "--gets", "--mode", "-o", "--output" ->
                    options.put(name, i + 1 < arguments.size() ? arguments.get(++i) : "");
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
    }

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return new Simulate(arguments).run(out);
        } catch (IllegalArgumentException wrong) {
            err.println("kontor dht simulate: " + wrong.getMessage());
            err.print(usage());
            return 2;
        } catch (AssertionError broken) {
            err.println("kontor dht simulate: a promise was broken, " + broken.getMessage());
            return 1;
        }
    }

    private int run(PrintStream out) {
        String word = options.getOrDefault("--scenario", "");
        Scenario scenario = Scenario.named(word)
                .orElseThrow(() -> new IllegalArgumentException("--scenario '" + word + "' is none of " + names()));
        int nodes = number("--nodes", NODES, 3, MOST_NODES);
        return scenario == Scenario.COST_CURVE ? curve(nodes, out) : show(Course.run(scenario, course(nodes)), out);
    }

    /// The same network ten times as large, and again, up to so many nodes.
    private int curve(int most, PrintStream out) {
        int worst = 0;
        for (int nodes : CURVE) {
            if (nodes <= most) {
                worst = Math.max(worst, show(Course.run(Scenario.COST_CURVE, course(nodes)), out));
            }
        }
        return worst;
    }

    private Course.Options course(int nodes) {
        String mode = options.getOrDefault("--mode", "safety");
        if (!mode.equals("safety") && !mode.equals("liveness")) {
            throw new IllegalArgumentException("--mode '" + mode + "' is neither safety nor liveness");
        }
        return new Course.Options(
                nodes,
                seed(),
                number("--gets", Math.max(300, Math.min(10_000, nodes)), 1, 1_000_000),
                options.containsKey("--wire") || nodes <= REAL_UP_TO,
                mode.equals("liveness"));
    }

    private int show(Outcome outcome, PrintStream out) {
        boolean json = "json".equals(options.getOrDefault("-o", options.getOrDefault("--output", "")));
        out.println(json ? outcome.json() : outcome.text());
        if (!outcome.reached() && !json) {
            out.println("failing seed: " + outcome.seed());
        }
        return outcome.reached() ? 0 : 1;
    }

    private long seed() {
        try {
            return Long.parseLong(options.getOrDefault("--seed", "1"));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("--seed '" + options.get("--seed") + "' is no whole number");
        }
    }

    private int number(String name, int otherwise, int least, int most) {
        String text = options.getOrDefault(name, Integer.toString(otherwise));
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(name + " '" + text + "' is no whole number from " + least + " to " + most);
    }

    private static String usage() {
        return """
            kontor dht simulate --scenario NAME [--nodes N] [--seed S] [--gets G] [--mode safety|liveness] [--wire] [-o json]
              --scenario  one of %s
              --nodes     1000 when it is not given
              --seed      the same seed is the same course; 1 when it is not given
              --gets      look-ups at the end; as many as nodes, at least 300, when it is not given
              --mode      safety: faults to the end. liveness: everything heals, then everything must be found
              --wire      encode and sign every datagram as in production; always so up to %d nodes
            """.formatted(names(), REAL_UP_TO);
    }

    private static String names() {
        return Stream.of(Scenario.values()).map(Scenario::word).collect(Collectors.joining(", "));
    }
}
