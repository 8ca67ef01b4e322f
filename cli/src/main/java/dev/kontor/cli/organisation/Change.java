package dev.kontor.cli.organisation;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.address.SiteName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One entry of the organisation's log: signed by the site's key store where that has the root key, else here with
/// words.
abstract sealed class Change implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final WordsOption words;

    @Option(names = "--words", description = "Sign with recovery words that are typed here.")
    private boolean typed;

    private final Environment environment;

    private Change(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
        this.words = new WordsOption(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            if (!typed && !words.given()) {
                return SiteChange.told(environment, Ours.change(gateway, wish()));
            }
            Ours ours = Ours.ask(gateway);
            Instant now = environment.clock().instant();
            return sign(environment, gateway, ours, RootKeys.ofNow(ours.state(), words), now);
        }
    }

    int sign(Environment place, Gateway gateway, Ours ours, RootKeys keys, Instant now) {
        return SiteChange.told(place, Ours.put(gateway, keys.append(ours.log(), now, this::entry), null));
    }

    abstract Json wish();

    abstract LogEntry.Linked entry(LogEntry.Link link);

    private static SiteId site(String text) {
        try {
            return SiteId.parse(text);
        } catch (MalformedException e) {
            throw Failure.usage("'" + text + "' is no site's id: " + e.reason() + ".");
        }
    }

    @Command(name = "replace-site", description = "Give this site new keys, because its own are lost or stolen.")
    static final class ReplaceSite extends Change {
        ReplaceSite(Environment environment) {
            super(environment);
        }

        @Override
        Json wish() {
            return Json.object().with("kind", "replace-site").build();
        }

        @Override
        int sign(Environment place, Gateway gateway, Ours ours, RootKeys keys, Instant now) {
            return SiteChange.replace(place, gateway, ours, keys, now);
        }

        @Override
        LogEntry.Linked entry(LogEntry.Link link) {
            throw new IllegalStateException("the successor is prepared first");
        }
    }

    @Command(name = "add-site", description = "Take another site into the organisation.")
    static final class AddSite extends Change {
        @Parameters(
                paramLabel = "KEY",
                description = "The site's public key, base64url, as its kontor whoami shows it.")
        private String key = "";

        AddSite(Environment environment) {
            super(environment);
        }

        @Override
        Json wish() {
            return Json.object().with("kind", "add-site").with("siteKey", key).build();
        }

        @Override
        LogEntry.Linked entry(LogEntry.Link link) {
            try {
                return new LogEntry.AddSite(link, new VerifyKey(Bytes.fromBase64Url(key)));
            } catch (IllegalArgumentException | MalformedException e) {
                throw Failure.usage("'" + key + "' is no public key: " + e.getMessage() + ".");
            }
        }
    }

    @Command(name = "remove-site", description = "Take another site of the organisation out of it.")
    static final class RemoveSite extends Change {
        @Parameters(paramLabel = "SITE", description = "The site's id.")
        private String siteId = "";

        RemoveSite(Environment environment) {
            super(environment);
        }

        @Override
        Json wish() {
            return Json.object()
                    .with("kind", "remove-site")
                    .with("siteId", siteId)
                    .build();
        }

        @Override
        LogEntry.Linked entry(LogEntry.Link link) {
            return new LogEntry.RemoveSite(link, site(siteId));
        }
    }

    @Command(name = "set-domain", description = "Say which DNS domain is the organisation's; without one, none.")
    static final class SetDomain extends Change {
        @Parameters(paramLabel = "DOMAIN", arity = "0..1", description = "Such as acme.example.")
        @Nullable
        private String domain;

        SetDomain(Environment environment) {
            super(environment);
        }

        @Override
        Json wish() {
            return Json.object()
                    .with("kind", "set-domain")
                    .with("domain", domain)
                    .build();
        }

        @Override
        LogEntry.Linked entry(LogEntry.Link link) {
            try {
                return new LogEntry.SetDomain(link, domain == null ? null : new SiteName(domain));
            } catch (IllegalArgumentException e) {
                throw Failure.usage("'" + domain + "' is no domain: " + e.getMessage() + ".");
            }
        }
    }

    @Command(name = "deactivate", description = "End the organisation. Nothing follows: partners end the partnership.")
    static final class Deactivate extends Change {
        @Option(names = "--for-ever", required = true, description = "Said on purpose: this cannot be undone.")
        private boolean forEver;

        Deactivate(Environment environment) {
            super(environment);
        }

        @Override
        Json wish() {
            if (!forEver) {
                throw Failure.usage("--for-ever has to be said.");
            }
            return Json.object().with("kind", "deactivate").build();
        }

        @Override
        LogEntry.Linked entry(LogEntry.Link link) {
            return new LogEntry.Deactivate(link);
        }
    }
}
