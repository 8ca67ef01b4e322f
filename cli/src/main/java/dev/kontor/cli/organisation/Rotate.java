package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.org.OrgLog;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor recovery rotate`: the keys on paper become the organisation's root keys.
@Command(
        name = "rotate",
        description = {
            "Make the keys on paper the organisation's root keys, and print a new kit.",
            "What a thief has signed with the keys of before counts no more."
        })
final class Rotate implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final WordsOption words;

    @Mixin
    private final NewKit kit = new NewKit();

    @Option(
            names = "--replace-site",
            description = "Give the site new keys as well: partners refuse the ones of before within seconds.")
    private boolean replaceSite;

    private final Environment environment;

    Rotate(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
        this.words = new WordsOption(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Ours ours = Ours.ask(gateway);
            Instant now = environment.clock().instant();
            RootKeys keys = RootKeys.onPaper(ours.state(), words);
            kit.make();
            OrgLog rotated = keys.rotate(ours.log(), kit, now);
            kit.print(environment.terminal(), ours.state().orgId());
            environment.terminal().note("These new words are in force only when this command says so now:");
            Ours after = Ours.put(gateway, rotated, null);
            environment.terminal().note("Rotated. The new kit is in force, and partners are being told.");
            return replaceSite ? SiteChange.replace(environment, gateway, after, keys, now) : Exit.OK.code();
        }
    }
}
