package dev.kontor.gateway.admin;

import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.auth.User;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asks Keycloak's authorisation services whether a caller may use a part of the admin API, when
/// `kontor.gateway.admin.policies` is
/// `keycloak`: the resource is the part (`namespaces`), the scope `read` or `write`. The policies stand in the realm,
/// at the client of
/// the gateway. They can only narrow what the role table permits; while Keycloak cannot be asked, nothing is permitted.
@ApplicationScoped
class KeycloakPolicies {
    private static final String TOKENS = "/protocol/openid-connect/token";
    private static final String DECISION =
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Auma-ticket&response_mode=decision";
    private static final String PREFIX = "/api/v1/";
    private static final long DEADLINE_MILLIS = 5_000;

    private final HttpClient client;
    private final boolean on;
    private final String tokens;
    private final String audience;

    @Inject
    KeycloakPolicies(
            Vertx vertx,
            GatewaySettings settings,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.oidc.client-id") String clientId) {
        this(vertx, switched(settings.admin().policies()), server.orElse(""), clientId);
    }

    KeycloakPolicies(Vertx vertx, boolean on, String server, String clientId) {
        this.client = vertx.createHttpClient();
        this.on = on;
        this.tokens = server + TOKENS;
        this.audience = clientId;
    }

    /// What is asked for in Keycloak's words.
    record Permission(String resource, String scope) {
        static Permission of(String method, String path) {
            String below = path.substring(PREFIX.length());
            int end = below.indexOf('/');
            boolean reading = method.equals("GET") || method.equals("HEAD");
            return new Permission(end < 0 ? below : below.substring(0, end), reading ? "read" : "write");
        }
    }

    /// Whether the caller may, by its access token.
    Future<Boolean> permit(@Nullable User user, String method, String path) {
        if (!on) {
            return Future.succeededFuture(true);
        }
        AccessTokenCredential token = user instanceof QuarkusHttpUser signedIn
                ? signedIn.getSecurityIdentity().getCredential(AccessTokenCredential.class)
                : null;
        return token == null ? Future.succeededFuture(false) : ask(token.getToken(), Permission.of(method, path));
    }

    Future<Boolean> ask(String token, Permission permission) {
        String form = DECISION + "&audience=" + encoded(audience) + "&permission="
                + encoded(permission.resource() + "#" + permission.scope());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(tokens)
                .setTimeout(DEADLINE_MILLIS);
        return client.request(options)
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send(form))
                .compose(response -> response.end().map(read -> response.statusCode()))
                .recover(unreachable -> Future.failedFuture(ProblemType.UNAVAILABLE.because(
                        "The sign-in service, which decides about the admin API here, cannot be reached.")))
                .map(KeycloakPolicies::decided);
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /// 200 grants; 403 denies, and so does 400: a resource that the realm does not know.
    private static boolean decided(int status) {
        return switch (status) {
            case 200 -> true;
            case 400, 401, 403 -> false;
            default ->
                throw ProblemType.UNAVAILABLE.because(
                        "The sign-in service answered " + status + " when asked for a decision.");
        };
    }

    private static boolean switched(String policies) {
        return switch (policies) {
            case "roles" -> false;
            case "keycloak" -> true;
            default ->
                throw new IllegalArgumentException(
                        "kontor.gateway.admin.policies is '" + policies + "', but must be roles or keycloak");
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
