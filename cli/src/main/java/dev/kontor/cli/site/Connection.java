package dev.kontor.cli.site;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ClientCredentials;
import dev.kontor.cli.gateway.ClientCredentials.Registration;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Tokens;
import dev.kontor.cli.site.LocalSites.LocalSite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;

/// The options that choose the gateway and the identity, shared by all commands that talk to one.
///
/// An option wins over its environment variable. Without any of them the one site that runs here is taken, with the
/// client that the launcher registered for this command.
public final class Connection {

    private static final int MAX_SECRET = 16 * 1024;

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhich gateway, and as whom:%n")
    private final Choice choice = new Choice();

    private final Environment environment;

    public Connection(Environment environment) {
        this.environment = environment;
    }

    /// Connects as the options say; the caller closes the gateway.
    public Gateway open() {
        if (choice.gateway != null && choice.site != null) {
            throw Failure.usage("Give either --site or --gateway, not both.");
        }
        Optional<URI> address = Optional.ofNullable(choice.gateway)
                .or(() -> choice.site == null ? uri("KONTOR_GATEWAY") : Optional.empty());
        HttpClient http = Gateway.httpClient();
        if (address.isPresent()) {
            return new Gateway(checked(address.get()), tokens(http, Optional.empty()), http);
        }
        LocalSite local = localSite();
        return new Gateway(local.gateway(), tokens(http, Optional.of(local)), http);
    }

    private LocalSite localSite() {
        List<LocalSite> running = environment.localSites().running();
        Optional<String> wanted = Optional.ofNullable(choice.site).or(() -> environment.variable("KONTOR_SITE"));
        if (running.isEmpty()) {
            throw new Failure(
                    Exit.UNREACHABLE,
                    "No site runs on this machine"
                            + wanted.map(label -> ", so none is called '" + label + "'")
                                    .orElse("") + ".",
                    "Start one with kontor demo or kontor up, or name a gateway with --gateway URL.");
        }
        if (wanted.isPresent()) {
            return running.stream()
                    .filter(each -> each.label().equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> Failure.usage(
                            "No running site is called '" + wanted.get() + "'. Running: " + labels(running) + "."));
        }
        if (running.size() > 1) {
            throw Failure.usage("Several sites run on this machine: " + labels(running)
                    + ". Say which with --site LABEL, or set KONTOR_SITE.");
        }
        return running.getFirst();
    }

    /// Options first, then the environment, then the client that the launcher registered.
    private Tokens tokens(HttpClient http, Optional<LocalSite> local) {
        if (choice.tokenFile != null) {
            return Tokens.fixed(secret(choice.tokenFile, "--token-file"));
        }
        if (choice.clientId != null || choice.clientSecretFile != null || choice.issuer != null) {
            return credentials(http, local);
        }
        Optional<String> token = environment
                .variable("KONTOR_TOKEN")
                .map(String::strip)
                .or(() -> environment
                        .variable("KONTOR_TOKEN_FILE")
                        .map(file -> secret(Path.of(file), "KONTOR_TOKEN_FILE")));
        if (token.isPresent()) {
            return Tokens.fixed(token.get());
        }
        if (environment.variable("KONTOR_CLIENT_ID").isPresent()) {
            return credentials(http, local);
        }
        Registration registration = local.flatMap(LocalSite::registration)
                .orElseThrow(
                        () -> Failure.usage("This gateway needs to know who asks. Give --token-file, or --client-id"
                                + " with --client-secret-file and --issuer."));
        return new ClientCredentials(registration, http, environment.clock());
    }

    private Tokens credentials(HttpClient http, Optional<LocalSite> local) {
        String id = Optional.ofNullable(choice.clientId)
                .or(() -> environment.variable("KONTOR_CLIENT_ID"))
                .orElseThrow(() -> Failure.usage("A client needs its id: give --client-id."));
        Path file = Optional.ofNullable(choice.clientSecretFile)
                .or(() -> environment.variable("KONTOR_CLIENT_SECRET_FILE").map(Path::of))
                .orElseThrow(() -> Failure.usage("The client '" + id + "' needs --client-secret-file."));
        URI provider = Optional.ofNullable(choice.issuer)
                .or(() -> uri("KONTOR_ISSUER"))
                .or(() -> local.map(LocalSite::issuer))
                .orElseThrow(() -> Failure.usage("The client '" + id + "' needs --issuer, the provider's address."));
        var registration =
                new Registration(checked(provider), Optional.empty(), id, secret(file, "--client-secret-file"));
        return new ClientCredentials(registration, http, environment.clock());
    }

    private Optional<URI> uri(String variable) {
        try {
            return environment.variable(variable).map(URI::create);
        } catch (IllegalArgumentException _) {
            throw Failure.usage(variable + " is no URL.");
        }
    }

    private static URI checked(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw Failure.usage("'" + uri + "' is no http or https address with a host.");
        }
        return uri;
    }

    private String secret(Path file, String option) {
        Path resolved = environment.directory().resolve(file);
        try {
            if (Files.size(resolved) > MAX_SECRET) {
                throw Failure.usage(option + ": " + file + " is too large for a secret.");
            }
            String text = Files.readString(resolved).strip();
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw Failure.usage(option + ": " + file + " does not hold exactly one secret.");
            }
            return text;
        } catch (IOException e) {
            throw new Failure(
                    Exit.USAGE, option + ": cannot read " + file + ".", "Does it exist, and may you read it?", e);
        }
    }

    private static String labels(List<LocalSite> sites) {
        return sites.stream().map(LocalSite::label).collect(Collectors.joining(", "));
    }
}
