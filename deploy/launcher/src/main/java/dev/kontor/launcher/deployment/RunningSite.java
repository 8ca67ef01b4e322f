package dev.kontor.launcher.deployment;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import dev.kontor.launcher.signin.Issuer;
import dev.kontor.launcher.signin.TokenEndpoint;
import dev.kontor.launcher.state.InstanceFolder;
import dev.kontor.launcher.state.InstanceState;
import dev.kontor.launcher.state.Secrets;
import dev.kontor.launcher.state.SiteState;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A site that a launcher on this machine is running, with the secrets that were made for its clients.
public record RunningSite(SiteState site, Secrets secrets) {

    /// All of them, in the order in which their instances list them.
    public static List<RunningSite> all(Installation installation) {
        return installation.instances().stream()
                .flatMap(folder -> in(folder).stream())
                .toList();
    }

    private static List<RunningSite> in(InstanceFolder folder) {
        return folder.stateFile().read().filter(InstanceState::launcherAlive).stream()
                .flatMap(state -> state.sites().stream())
                .map(site -> new RunningSite(site, folder.secrets()))
                .toList();
    }

    /// The one of that label; without a label the only one that runs.
    ///
    /// @throws LauncherException when it does not run, or when several could be meant
    public static RunningSite choose(Installation installation, Optional<String> label) {
        List<RunningSite> all = all(installation);
        if (label.isPresent()) {
            return find(all, label.get());
        }
        if (all.size() > 1) {
            throw new LauncherException("Several sites run on this machine: " + labels(all)
                    + ". Say which with --site LABEL, or set KONTOR_SITE.");
        }
        return all.stream()
                .findFirst()
                .orElseThrow(() -> new LauncherException(
                        "No site runs on this machine; `./kontor demo` or `./kontor up` starts one."));
    }

    private static RunningSite find(List<RunningSite> all, String label) {
        return all.stream()
                .filter(running -> running.site().label().equals(label))
                .findFirst()
                .orElseThrow(() -> new LauncherException("No site '" + label + "' runs on this machine"
                        + (all.isEmpty()
                                ? "; `./kontor demo` or `./kontor up` starts one."
                                : ". Running: " + labels(all) + ".")));
    }

    private static String labels(List<RunningSite> sites) {
        return sites.stream().map(running -> running.site().label()).collect(Collectors.joining(", "));
    }

    public URI gateway() {
        return URI.create(site.lanUrl());
    }

    public URI issuer() {
        return URI.create(site.issuer());
    }

    /// The secret of an OIDC client, when the launcher knows it.
    public Optional<String> clientSecret(String client) {
        return secrets.find(Workplace.clientName(site.label(), client));
    }

    /// The password of a person in the realm that the launcher made.
    public Optional<String> userPassword(String user) {
        return secrets.find(Workplace.userName(site.label(), user));
    }

    /// A bearer token for a client that acts for itself.
    public String token(HttpClient http, String client) {
        String secret = clientSecret(client)
                .orElseThrow(() -> new LauncherException("The launcher knows no secret of a client '" + client
                        + "' at site " + site.label() + ". Known clients: " + String.join(", ", site.clients())
                        + "."));
        URI address =
                site.tokenUrl().isEmpty() ? new Issuer(issuer()).tokenEndpoint(http) : URI.create(site.tokenUrl());
        return new TokenEndpoint(address).token(http, client, secret);
    }
}
