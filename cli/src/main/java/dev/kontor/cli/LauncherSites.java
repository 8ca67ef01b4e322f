package dev.kontor.cli;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ClientCredentials.Registration;
import dev.kontor.cli.site.LocalSites.LocalSite;
import dev.kontor.launcher.deployment.RunningSite;
import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.installation.Installation;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The running sites as the launcher's state files name them.
final class LauncherSites {

    /// The client that the launcher registers for this command.
    private static final String CLIENT = "kontor-cli";

    private LauncherSites() {}

    static List<LocalSite> running() {
        try {
            return RunningSite.all(Installation.locate()).stream()
                    .map(LauncherSites::local)
                    .toList();
        } catch (LauncherException e) {
            throw new Failure(Exit.FAILED, String.valueOf(e.getMessage()), "Or name a gateway with --gateway URL.", e);
        }
    }

    private static LocalSite local(RunningSite running) {
        String tokenUrl = running.site().tokenUrl();
        Optional<URI> endpoint = tokenUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(tokenUrl));
        return new LocalSite(
                running.site().label(),
                running.gateway(),
                running.issuer(),
                running.clientSecret(CLIENT)
                        .map(secret -> new Registration(running.issuer(), endpoint, CLIENT, secret)));
    }
}
