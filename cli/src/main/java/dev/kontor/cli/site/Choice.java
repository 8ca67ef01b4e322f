package dev.kontor.cli.site;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a [Connection] as they were given, unchecked.
final class Choice {

    @Option(
            names = "--site",
            paramLabel = "LABEL",
            description = "A site that runs on this machine (KONTOR_SITE). Not needed when there is only one.")
    @Nullable
    String site;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Any gateway by its LAN address (KONTOR_GATEWAY), instead of --site.")
    @Nullable
    URI gateway;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with a bearer token (KONTOR_TOKEN_FILE; the token itself in KONTOR_TOKEN).")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "A client registered at the OpenID Connect provider (KONTOR_CLIENT_ID).")
    @Nullable
    String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "A file with the secret of that client (KONTOR_CLIENT_SECRET_FILE).")
    @Nullable
    Path clientSecretFile;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The OpenID Connect provider's issuer address (KONTOR_ISSUER).")
    @Nullable
    URI issuer;
}
