package dev.kontor.bench.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Bearer tokens from `kontor token`, kept for a while. Thread-safe.
public final class Tokens {
    private static final Duration KEPT = Duration.ofSeconds(150);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final KontorCommand command;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String text, Instant since) {}

    public Tokens(KontorCommand command) {
        this.command = command;
    }

    public String of(Site site, String client) {
        return tokens.compute(site.label() + "/" + client, (key, known) -> {
                    boolean good = known != null && known.since().plus(KEPT).isAfter(Instant.now());
                    return good ? known : ask(site, client);
                })
                .text();
    }

    private Token ask(Site site, String client) {
        Instant now = Instant.now();
        KontorCommand.Outcome outcome = command.run(DEADLINE, "token", "--site", site.label(), "--client", client);
        if (outcome.exit() != 0) {
            throw new BenchException("No token of " + client + " at " + site.label() + ": "
                    + outcome.err().strip());
        }
        return new Token(outcome.out().strip(), now);
    }
}
