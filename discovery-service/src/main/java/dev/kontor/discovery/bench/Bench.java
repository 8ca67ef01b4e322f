package dev.kontor.discovery.bench;

import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.report.Rows;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `kontor dht bench [--scenario NAME] [--seconds S] [-o json]`: measures the DHT on real sockets. Exit 0 when
/// every bar was reached, 1 when one was not or a scenario could not be run, 2 when the command is wrong.
public final class Bench {
    private static final int MOST_SECONDS = 86_400;

    private final Map<String, String> options = new HashMap<>();
    private final PrintStream out;
    private final PrintStream err;

    private Bench(List<String> arguments, PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i).equals("--output") ? "-o" : arguments.get(i);
            if (!List.of("--scenario", "--seconds", "-o").contains(name)) {
                throw new IllegalArgumentException("unknown option " + name);
            }
            options.put(name, i + 1 < arguments.size() ? arguments.get(i + 1) : "");
        }
    }

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return new Bench(arguments, out, err).run();
        } catch (IllegalArgumentException wrong) {
            err.println("kontor dht bench: " + wrong.getMessage());
            err.print(usage());
            return 2;
        } catch (IOException | IllegalStateException failed) {
            err.println("kontor dht bench: " + failed.getMessage());
            return 1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int run() throws IOException, InterruptedException {
        List<Proof> proofs = proofs();
        boolean json = json();
        int seconds = seconds();
        List<Row> all = new ArrayList<>();
        Progress progress = new Progress(err);
        for (Proof proof : proofs) {
            List<Row> rows = proof.run(seconds > 0 ? seconds : proof.seconds(), progress);
            all.addAll(rows);
            if (!json) {
                out.println(Rows.table(rows));
            }
        }
        if (json) {
            out.println(Rows.json(all));
        }
        return all.stream().allMatch(Row::reached) ? 0 : 1;
    }

    private List<Proof> proofs() {
        String word = options.get("--scenario");
        if (word == null) {
            return List.of(Proof.values());
        }
        return List.of(Proof.named(word)
                .orElseThrow(() -> new IllegalArgumentException("--scenario '" + word + "' is none of " + names())));
    }

    private boolean json() {
        String format = options.getOrDefault("-o", "text");
        if (!format.equals("json") && !format.equals("text")) {
            throw new IllegalArgumentException("-o '" + format + "' is neither json nor text");
        }
        return format.equals("json");
    }

    /// 0 when it is left to the scenarios.
    private int seconds() {
        String text = options.get("--seconds");
        if (text == null) {
            return 0;
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_SECONDS) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--seconds '" + text + "' is no whole number from 1 to " + MOST_SECONDS);
    }

    private static String usage() {
        return """
            kontor dht bench [--scenario NAME] [--seconds S] [-o json]
              --scenario  one of %s; all of them, one after the other, when it is not given
              --seconds   how long a scenario measures; %s when it is not given
            """.formatted(
                        names(),
                        Stream.of(Proof.values())
                                .map(proof -> proof.word() + " " + proof.seconds())
                                .collect(Collectors.joining(", ")));
    }

    private static String names() {
        return Stream.of(Proof.values()).map(Proof::word).collect(Collectors.joining(", "));
    }
}
