package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.org.OrgState;
import dev.kontor.wire.sign.VerifyKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kontor recovery restore`: a new site takes the place of one that is gone.
@Command(
        name = "restore",
        description = {
            "Make this new site, which has no partners yet, the successor of a site that is lost.",
            "It takes the organisation's log, which every partner has (kontor partner log), and the words."
        })
final class Restore implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final WordsOption words;

    @Mixin
    private final NewKit kit = new NewKit();

    @Option(names = "--log", paramLabel = "FILE", required = true, description = "The organisation's log.")
    private Path file = Path.of("");

    @Option(
            names = "--replaces",
            paramLabel = "SITE",
            description = "The site that is lost. Not needed when the organisation has one.")
    @Nullable
    private String replaces;

    private final Environment environment;

    Restore(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
        this.words = new WordsOption(environment);
    }

    @Override
    public Integer call() {
        OrgLog log = Ours.read(content());
        SiteId lost = lost(log.replay());
        try (Gateway gateway = connection.open()) {
            VerifyKey site = Ours.ask(gateway).site();
            Instant now = environment.clock().instant();
            environment.terminal().note("Organisation: " + log.replay().orgId());
            RootKeys keys = RootKeys.onPaper(log.replay(), words);
            kit.make();
            OrgLog rotated = keys.rotate(log, kit, now);
            OrgLog restored = keys.append(rotated, now, link -> new LogEntry.ReplaceSite(link, lost, site));
            kit.print(environment.terminal(), log.replay().orgId());
            environment.terminal().note("These new words are in force only when this command says so now:");
            Ours after = Ours.put(gateway, restored, keys.endorse(restored.replay(), site, now));
            environment.terminal().note("Restored. Invite your partners again: they know the organisation.");
            return SiteChange.told(environment, after);
        }
    }

    private SiteId lost(OrgState state) {
        if (replaces == null && state.sites().size() == 1) {
            return SiteId.of(state.sites().getFirst());
        }
        try {
            SiteId site = SiteId.parse(replaces == null ? "" : replaces);
            if (state.hasSite(site)) {
                return site;
            }
        } catch (MalformedException _) {
            throw Failure.usage(
                    "Say with --replaces which of the " + state.sites().size() + " sites is lost.");
        }
        throw new Failure(Exit.NOT_FOUND, "The organisation's log has no such site.");
    }

    private Bytes content() {
        try (InputStream in = Files.newInputStream(environment.directory().resolve(file))) {
            return Bytes.of(in.readNBytes(OrganisationNotice.MAX_LOG + 1));
        } catch (IOException e) {
            throw new Failure(Exit.NOT_FOUND, "--log: cannot read " + file + ".", "Does it exist?", e);
        }
    }
}
