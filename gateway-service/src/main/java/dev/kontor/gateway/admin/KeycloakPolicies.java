package dev.kontor.gateway.admin;

import dev.kontor.gateway.settings.GatewaySettings;
import dev.kontor.kit.problem.ProblemType;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.client.AuthorizationDeniedException;
import org.keycloak.authorization.client.util.HttpResponseException;
import org.keycloak.representations.idm.authorization.AuthorizationRequest;

/// Asks Keycloak's authorisation services whether a caller may use a part of the admin API, when
/// `kontor.gateway.admin.policies` is `keycloak`: the resource is the part (`namespaces`), the scope `read` or `write`.
/// The policies stand in the realm, at the client of the gateway. They can only narrow what the role table permits;
/// while Keycloak cannot be asked, nothing is permitted.
@Singleton
class KeycloakPolicies {
    private static final Logger LOG = Logger.getLogger(KeycloakPolicies.class);
    private static final String PREFIX = "/api/v1/";

    private final Vertx vertx;
    private final Optional<KeycloakRealm> realm;

    @Inject
    KeycloakPolicies(Vertx vertx, GatewaySettings settings, KeycloakRealm realm) {
        this(vertx, switched(settings.admin().policies()) ? Optional.of(realm.checked()) : Optional.empty());
    }

    KeycloakPolicies(Vertx vertx, Optional<KeycloakRealm> realm) {
        this.vertx = vertx;
        this.realm = realm;
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
        if (realm.isEmpty()) {
            return Future.succeededFuture(true);
        }
        AccessTokenCredential token = user instanceof QuarkusHttpUser signedIn
                ? signedIn.getSecurityIdentity().getCredential(AccessTokenCredential.class)
                : null;
        return token == null ? Future.succeededFuture(false) : ask(token.getToken(), Permission.of(method, path));
    }

    /// Keycloak's client blocks, so that a worker asks.
    Future<Boolean> ask(String token, Permission permission) {
        KeycloakRealm asked = realm.orElseThrow();
        return vertx.executeBlocking(() -> decided(asked, token, permission), false);
    }

    /// Keycloak denies with 403, and with 400 when the realm does not know the resource; 401 when it takes the token no
    /// more.
    private static boolean decided(KeycloakRealm realm, String token, Permission permission) {
        AuthorizationRequest.Metadata decision = new AuthorizationRequest.Metadata();
        decision.setResponseMode("decision");
        AuthorizationRequest request = new AuthorizationRequest();
        request.setMetadata(decision);
        request.addPermission(permission.resource(), permission.scope());
        try {
            realm.client().authorization(token).authorize(request);
            return true;
        } catch (AuthorizationDeniedException denied) {
            return false;
        } catch (RuntimeException failure) {
            if (failure.getCause() instanceof HttpResponseException answer
                    && (answer.getStatusCode() == 400 || answer.getStatusCode() == 401)) {
                return false;
            }
            LOG.warnf("no decision of the sign-in service reason=%s", failure);
            throw ProblemType.UNAVAILABLE.because(
                    "The sign-in service, which decides about the admin API here, cannot be asked at the moment.");
        }
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
}
