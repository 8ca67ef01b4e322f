package dev.kontor.gateway.world;

import com.sun.net.httpserver.HttpExchange;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// An OIDC provider as the gateway sees one: discovery document, keys, and a token endpoint that believes every
/// code. Its tokens look like Keycloak's. Mounted on the fake services' server.
public final class FakeSignIn {
    static final String PATH = "/realms/acme";

    private final String issuer;
    private final KeyPair keys;

    FakeSignIn(FakeServices services) {
        this.issuer = services.url() + PATH;
        this.keys = newKeys();
        services.onJson(PATH + "/.well-known/openid-configuration", 200, configuration());
        services.onJson(PATH + "/certs", 200, certificates());
        services.on(PATH + "/token", this::token);
    }

    String issuer() {
        return issuer;
    }

    /// An access token.
    public String bearer(String user, String... roles) {
        return token(user, "kontor-gateway", Duration.ofMinutes(5), List.of(roles));
    }

    public String expired(String user, String... roles) {
        return token(user, "kontor-gateway", Duration.ofHours(-1), List.of(roles));
    }

    public String forAnotherAudience(String user, String... roles) {
        return token(user, "somebody-else", Duration.ofMinutes(5), List.of(roles));
    }

    private String token(String user, String audience, Duration life, List<String> roles) {
        long now = System.currentTimeMillis() / 1000;
        return Jwt.claims()
                .issuer(issuer)
                .subject("id-of-" + user)
                .audience(audience)
                .issuedAt(now - 7200)
                .expiresAt(now + life.toSeconds())
                .claim("typ", "Bearer")
                .claim("preferred_username", user)
                .claim("realm_access", Map.of("roles", roles))
                .jws()
                .keyId("one")
                .sign(keys.getPrivate());
    }

    /// The code is the user's name and roles: `alice:admin`.
    private void token(HttpExchange exchange) throws IOException {
        String token = token("alice", "kontor-gateway", Duration.ofMinutes(5), List.of("admin"));
        String body = """
                {"access_token":"%s","id_token":"%s","token_type":"Bearer","expires_in":300}""".formatted(token, token);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        FakeServices.send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    private String configuration() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/auth","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/certs","end_session_endpoint":"%1$s/logout",
                 "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],
                 "response_types_supported":["code"]}""".formatted(issuer);
    }

    private String certificates() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys":[{"kty":"RSA","kid":"one","use":"sig","alg":"RS256","n":"%s","e":"%s"}]}""".formatted(number(key.getModulus()), number(key.getPublicExponent()));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("the JDK has RSA", impossible);
        }
    }
}
