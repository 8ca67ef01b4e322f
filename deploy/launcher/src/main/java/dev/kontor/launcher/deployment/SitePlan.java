package dev.kontor.launcher.deployment;

import dev.kontor.launcher.site.BusAccess;
import dev.kontor.launcher.site.DatabaseAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One site of a plan.
///
/// @param label short name; names its database, realm and folder
/// @param organisation name that its organisation announces
/// @param listen where it listens
/// @param parts what it brings itself instead of having it started
/// @param bootstrap DHT nodes to join through, `host:port`; the sites of one plan know each other's nodes anyway
/// @param environment further variables by service role, and for all under `*`
public record SitePlan(
        String label,
        String organisation,
        Listen listen,
        OwnParts parts,
        List<String> bootstrap,
        Map<String, Map<String, String>> environment) {
    public SitePlan {
        if (!label.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException("not a site label: " + label);
        }
        bootstrap = List.copyOf(bootstrap);
        environment = Map.copyOf(environment);
    }

    /// Where a site listens and how it is reached.
    ///
    /// @param lan port of the LAN API
    /// @param edge the public port
    /// @param dht port of the DHT node; 0 for any
    /// @param publicHost name that others use
    /// @param publicPort port that others use; 0 when it is the edge port
    public record Listen(Endpoint lan, Endpoint edge, int dht, String publicHost, int publicPort) {}

    /// An address to listen on.
    ///
    /// @param port the customary port
    /// @param fixed whether it must be this port
    public record Endpoint(String host, int port, boolean fixed) {}

    /// What a site brings itself. Where something is absent, the launcher starts its own.
    ///
    /// @param data where its instance is kept, else below the state folder
    /// @param passphraseFile protects the organisation's keys, else a generated key does
    public record OwnParts(
            @Nullable DatabaseAccess database,
            @Nullable BusAccess bus,
            @Nullable OwnSignIn signIn,
            @Nullable Path data,
            @Nullable Path passphraseFile) {
        public static final OwnParts NONE = new OwnParts(null, null, null, null, null);
    }

    /// An OIDC provider of the site's own.
    ///
    /// @param clients secret by client id; the gateway's client is one of them
    public record OwnSignIn(String issuer, String gatewayClient, Map<String, String> clients) {
        public OwnSignIn {
            clients = Map.copyOf(clients);
        }
    }

    /// A site on loopback with customary ports.
    public static SitePlan local(String label, String organisation, int lanPort, int edgePort) {
        return new SitePlan(
                label,
                organisation,
                new Listen(
                        new Endpoint("127.0.0.1", lanPort, false),
                        new Endpoint("127.0.0.1", edgePort, false),
                        0,
                        "127.0.0.1",
                        0),
                OwnParts.NONE,
                List.of(),
                Map.of());
    }

    /// The same site with further variables for one service, or for all under `*`.
    public SitePlan withEnvironment(String role, Map<String, String> variables) {
        Map<String, Map<String, String>> next = new java.util.HashMap<>(environment);
        next.put(role, variables);
        return new SitePlan(label, organisation, listen, parts, bootstrap, next);
    }

    Optional<DatabaseAccess> ownDatabase() {
        return Optional.ofNullable(parts.database());
    }

    Optional<BusAccess> ownBus() {
        return Optional.ofNullable(parts.bus());
    }

    Optional<OwnSignIn> ownSignIn() {
        return Optional.ofNullable(parts.signIn());
    }

    /// The label as databases and roles are named.
    String databaseName() {
        return label.replace('-', '_');
    }
}
