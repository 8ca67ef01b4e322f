package dev.kontor.launcher.config;

import dev.kontor.launcher.config.SiteFile.Broker;
import dev.kontor.launcher.config.SiteFile.Database;
import dev.kontor.launcher.config.SiteFile.Dht;
import dev.kontor.launcher.config.SiteFile.Lan;
import dev.kontor.launcher.config.SiteFile.PublicDoor;
import dev.kontor.launcher.config.SiteFile.SignIn;
import dev.kontor.launcher.deployment.SitePlan;
import dev.kontor.launcher.site.BusAccess;
import dev.kontor.launcher.site.DatabaseAccess;
import dev.kontor.launcher.site.SiteService;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a parsed `site.yaml` and makes the plan of it.
final class SiteFileCheck {
    private static final int LAN_PORT = 8080;
    private static final int PUBLIC_PORT = 7443;
    private static final int DHT_PORT = 7400;
    private static final int AMQP_PORT = 5672;
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}");
    private static final Pattern LOCATION = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/[A-Za-z0-9_-]{1,63}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern USER = Pattern.compile("\\S{1,128}");

    private final SiteFile content;
    private final Findings findings;

    private SiteFileCheck(SiteFile content, Findings findings) {
        this.content = content;
        this.findings = findings;
    }

    static SitePlan plan(SiteFile content, Path file) {
        return new SiteFileCheck(content, new Findings(file)).plan();
    }

    private SitePlan plan() {
        String label = findings.text(
                "label", content.label(), LABEL, "lower-case letters, digits and dashes, beginning with a letter");
        if (label.equals("demo")) {
            findings.add("label", "'demo' is the instance of `kontor demo`; choose another");
        }
        String organisation = findings.text(
                "organisation", content.organisation(), NAME, "a lower-case name such as acme-inc or acme.example");
        SitePlan.Listen listen = listen();
        SitePlan.OwnParts parts = parts(label);
        List<String> bootstrap = bootstrap();
        Map<String, Map<String, String>> environment = environment();
        findings.raise();
        return new SitePlan(label, organisation, listen, parts, bootstrap, environment);
    }

    private SitePlan.Listen listen() {
        Lan lan = Objects.requireNonNullElse(content.lan(), new Lan(null, null));
        PublicDoor door = Objects.requireNonNullElse(content.publicDoor(), new PublicDoor(null, null, null, null));
        Dht dht = Objects.requireNonNullElse(content.dht(), new Dht(null, null));
        String lanHost = Objects.requireNonNullElse(lan.host(), "127.0.0.1");
        String bind = Objects.requireNonNullElse(door.bind(), "0.0.0.0");
        findings.text("lan.host", lanHost, HOST, "an address to listen on");
        findings.text("public.bind", bind, HOST, "an address to listen on");
        String publicHost = findings.text(
                "public.host", door.host(), HOST, "the name or address under which other sites reach this one");
        int announced =
                door.announcedPort() == null ? 0 : findings.port("public.announcedPort", door.announcedPort(), 0);
        return new SitePlan.Listen(
                new SitePlan.Endpoint(lanHost, findings.port("lan.port", lan.port(), LAN_PORT), lan.port() != null),
                new SitePlan.Endpoint(bind, findings.port("public.port", door.port(), PUBLIC_PORT), true),
                findings.port("dht.port", dht.port(), DHT_PORT),
                publicHost,
                announced);
    }

    private List<String> bootstrap() {
        Dht dht = content.dht();
        List<String> nodes = dht == null || dht.bootstrap() == null ? List.of() : dht.bootstrap();
        nodes.forEach(node -> findings.text("dht.bootstrap", node, NODE, "a node as host:port"));
        return nodes;
    }

    private SitePlan.OwnParts parts(String label) {
        String folder = content.dataFolder();
        SiteFile.Keys keys = content.keys();
        Path passphrase = keys == null || keys.passphraseFile() == null
                ? null
                : findings.readable("keys.passphraseFile", keys.passphraseFile());
        return new SitePlan.OwnParts(
                content.database() == null ? null : database(content.database()),
                content.broker() == null ? null : broker(content.broker(), label),
                content.signIn() == null ? null : signIn(content.signIn()),
                folder == null ? null : Path.of(folder).toAbsolutePath(),
                passphrase);
    }

    private DatabaseAccess database(Database database) {
        String location = findings.text(
                "database.location", database.location(), LOCATION, "host:port/database, for example db:5432/kontor");
        String user = findings.text("database.username", database.username(), USER, "a name without blanks");
        String password = findings.secret("database.passwordFile", database.passwordFile());
        Map<SiteService, DatabaseAccess.Login> logins = new EnumMap<>(SiteService.class);
        for (SiteService service : SiteService.values()) {
            logins.put(service, new DatabaseAccess.Login(user, password));
        }
        return new DatabaseAccess(location, logins);
    }

    private @Nullable BusAccess broker(Broker broker, String label) {
        String address = Objects.requireNonNullElse(broker.address(), "kontor." + label + ".events");
        findings.text("broker.address", address, ADDRESS, "letters, digits, dots, dashes and underscores");
        return switch (Objects.requireNonNullElse(broker.kind(), "amqp")) {
            case "amqp" ->
                new BusAccess.Amqp(
                        findings.text("broker.host", broker.host(), HOST, "the broker's name or address"),
                        findings.port("broker.port", broker.port(), AMQP_PORT),
                        findings.text("broker.username", broker.username(), USER, "a name without blanks"),
                        findings.secret("broker.passwordFile", broker.passwordFile()),
                        address);
            case "kafka" ->
                new BusAccess.Kafka(
                        findings.text(
                                "broker.bootstrapServers",
                                broker.bootstrapServers(),
                                Pattern.compile("\\S{3,500}"),
                                "a list such as kafka1:9092,kafka2:9092"),
                        address);
            default -> {
                findings.add("broker.kind", "'" + broker.kind() + "' is not amqp or kafka");
                yield null;
            }
        };
    }

    private SitePlan.OwnSignIn signIn(SignIn signIn) {
        String issuer = findings.text(
                "signIn.issuer", signIn.issuer(), Pattern.compile("https?://\\S+"), "the provider's issuer URL");
        if (issuer.startsWith("http://") && !isLoopback(issuer)) {
            findings.add("signIn.issuer", "'" + issuer + "' would send passwords unprotected; it has to be https");
        }
        String gateway = Objects.requireNonNullElse(signIn.gatewayClient(), "kontor-gateway");
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> files = Objects.requireNonNullElse(signIn.clients(), Map.of());
        files.forEach((client, file) -> secrets.put(client, findings.secret("signIn.clients." + client, file)));
        if (!secrets.containsKey(gateway)) {
            findings.add("signIn.clients", "the gateway's client '" + gateway + "' needs its secret's file");
        }
        return new SitePlan.OwnSignIn(issuer, gateway, secrets);
    }

    private static boolean isLoopback(String issuer) {
        try {
            String host = URI.create(issuer).getHost();
            return "localhost".equals(host) || "127.0.0.1".equals(host);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private Map<String, Map<String, String>> environment() {
        Map<String, Map<String, String>> environment = Objects.requireNonNullElse(content.environment(), Map.of());
        environment.keySet().stream()
                .filter(role -> !role.equals("*") && SiteService.ofRole(role).isEmpty())
                .forEach(role -> findings.add("environment." + role, "there is no service of that name"));
        return environment;
    }
}
