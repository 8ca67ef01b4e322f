package dev.kontor.launcher.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// An OIDC provider, known by its issuer address alone.
public record Issuer(URI address) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Where it gives tokens, as its configuration document says.
    public URI tokenEndpoint(HttpClient http) {
        URI document = URI.create(address.toString().replaceAll("/+$", "") + "/.well-known/openid-configuration");
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(document).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode configuration = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200 || !configuration.hasNonNull("token_endpoint")) {
                throw new LauncherException(document + " does not describe an OIDC provider (status "
                        + answer.statusCode() + "). Is the issuer right?");
            }
            return URI.create(configuration.get("token_endpoint").asText());
        } catch (IOException failure) {
            throw LauncherException.io("read " + document, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", interrupted);
        }
    }
}
