package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;

/// Gives this site new keys with root keys that are given here.
final class SiteChange {
    private SiteChange() {}

    static int replace(Environment environment, Gateway gateway, Ours ours, RootKeys keys, Instant now) {
        Ours prepared = Ours.prepareSuccessor(gateway);
        SiteId before = ours.siteId();
        VerifyKey successor =
                prepared.successor().orElseThrow(() -> new Failure(Exit.FAILED, "The site has prepared no successor."));
        OrgLog replaced = keys.append(prepared.log(), now, link -> new LogEntry.ReplaceSite(link, before, successor));
        Ours after = Ours.put(gateway, replaced, keys.endorse(replaced.replay(), successor, now));
        return told(environment, after);
    }

    static int told(Environment environment, Ours after) {
        environment.terminal().print("Entry " + after.state().headSeq() + " of the organisation's log is made.");
        environment.terminal().note("Partners are being told; kontor audit shows it at their side.");
        if (after.restart()) {
            environment
                    .terminal()
                    .note("Now start the site again, so that it goes on under its new keys: kontor stop, kontor up.");
        }
        return Exit.OK.code();
    }
}
