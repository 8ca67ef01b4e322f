package dev.kontor.gateway.admin;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.client.AuthzClient;
import org.keycloak.authorization.client.Configuration;

/// The Keycloak realm that people sign in at, seen by Keycloak's own authorisation client. Nothing is asked before
/// [#client] is: other OIDC providers never hear of it. Safe for use by several threads.
@Singleton
class KeycloakRealm {
    private static final String REALMS = "/realms/";
    private static final int CONNECTIONS = 16;
    private static final int DEADLINE_MILLIS = 5_000;

    private final String url;
    private final String clientId;
    private final Optional<TlsConfiguration> tls;
    private @Nullable AuthzClient client;

    @Inject
    KeycloakRealm(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> url,
            @ConfigProperty(name = "quarkus.oidc.client-id") String clientId,
            @ConfigProperty(name = "quarkus.oidc.tls.tls-configuration-name") Optional<String> tlsName,
            TlsConfigurationRegistry registry) {
        this(url.orElse(""), clientId, tlsName.flatMap(registry::get));
    }

    KeycloakRealm(String url, String clientId, Optional<TlsConfiguration> tls) {
        this.url = url;
        this.clientId = clientId;
        this.tls = tls;
    }

    /// The same, when the address is a realm's.
    KeycloakRealm checked() {
        if (!url.contains(REALMS)) {
            throw new IllegalArgumentException(
                    "kontor.gateway.admin.policies is keycloak, but quarkus.oidc.auth-server-url" + " is '" + url
                            + "', which is no Keycloak realm (…/realms/name)");
        }
        return this;
    }

    /// Made at the first question, because making it asks Keycloak where its endpoints are.
    synchronized AuthzClient client() {
        AuthzClient made = client;
        if (made == null) {
            int end = url.lastIndexOf(REALMS);
            String realm = url.substring(end + REALMS.length());
            made = AuthzClient.create(new Configuration(url.substring(0, end), realm, clientId, Map.of(), http()));
            client = made;
        }
        return made;
    }

    private HttpClient http() {
        RequestConfig deadlines = RequestConfig.custom()
                .setConnectTimeout(DEADLINE_MILLIS)
                .setConnectionRequestTimeout(DEADLINE_MILLIS)
                .setSocketTimeout(DEADLINE_MILLIS)
                .build();
        HttpClientBuilder builder = HttpClients.custom()
                .setDefaultRequestConfig(deadlines)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .disableCookieManagement();
        tls.ifPresent(site -> builder.setSSLContext(context(site)));
        return builder.build();
    }

    @SuppressWarnings("IllegalCatch") // createSSLContext declares Exception
    private static SSLContext context(TlsConfiguration tls) {
        try {
            return tls.createSSLContext();
        } catch (Exception unusable) {
            throw new IllegalStateException("the TLS configuration of the sign-in service cannot be read", unusable);
        }
    }
}
