package dev.kontor.cli.partner;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The decisions about one partner: `accept`, `approve`, `reject`, `withdraw`, `revoke`.
abstract sealed class Decide implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "PARTNER", description = "Its petname, its organisation's id, or the id of the handshake.")
    private String partner = "";

    private final String verb;

    private Decide(Environment environment, String verb) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
        this.verb = verb;
    }

    @Override
    public Integer call() {
        ApiPath path = ApiPath.of("api", "v1", "partners", partner, verb);
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.post(path, request(), "partner '" + partner + "'");
            return output.show(answer, () -> PartnerText.print(output, answer));
        }
    }

    abstract Json request();

    /// What both kinds of consent share: the name that we give the partner.
    abstract static sealed class Consent extends Decide {

        @Option(names = "--as", paramLabel = "PETNAME", description = "What we want to call it.")
        @Nullable
        private String petname;

        private Consent(Environment environment, String verb) {
            super(environment, verb);
        }

        @Override
        Json request() {
            return Json.object().with("petname", petname).build();
        }
    }

    @Command(name = "accept", description = "Accept an invitation that we received.")
    static final class Accept extends Consent {
        Accept(Environment environment) {
            super(environment, "accept");
        }
    }

    @Command(
            name = "approve",
            description = "Approve a partner that accepted our invitation, after comparing the words.")
    static final class Approve extends Consent {
        Approve(Environment environment) {
            super(environment, "approve");
        }
    }

    /// What all refusals share: a reason that the other side is told.
    abstract static sealed class Ending extends Decide {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the other side is told.")
        @Nullable
        private String reason;

        private Ending(Environment environment, String verb) {
            super(environment, verb);
        }

        @Override
        Json request() {
            return Json.object().with("reason", reason).build();
        }
    }

    @Command(name = "reject", description = "Refuse an invitation that we received, or one that was accepted wrongly.")
    static final class Reject extends Ending {
        Reject(Environment environment) {
            super(environment, "reject");
        }
    }

    @Command(name = "withdraw", description = "Take back our own invitation.")
    static final class Withdraw extends Ending {
        Withdraw(Environment environment) {
            super(environment, "withdraw");
        }
    }

    @Command(name = "revoke", description = "End a partnership. All its grants end with it.")
    static final class Revoke extends Ending {
        Revoke(Environment environment) {
            super(environment, "revoke");
        }
    }

    @Command(
            name = "resume",
            description = {
                "Go on with a partner that is suspended because two histories of its organisation are signed.",
                "Ask the partner by another way first which one is its own."
            })
    static final class Resume extends Decide {

        @Option(
                names = "--believe",
                paramLabel = "HISTORY",
                description = "held: the one that we held first; other: the one that came second. Default: held.",
                defaultValue = "held")
        private String history = "held";

        Resume(Environment environment) {
            super(environment, "resume");
        }

        @Override
        Json request() {
            return Json.object().with("log", history).build();
        }
    }
}
