package dev.kontor.launcher.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Keycloak's admin API, as far as a changed address needs it: a realm is imported once, and when the gateway has
/// to move to another port its client has to learn the new addresses. People and everything else in the realm stay
/// as they are.
public record KeycloakAdmin(URI base, String password) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> ADDRESSES = List.of("baseUrl", "redirectUris", "webOrigins", "attributes");

    /// Takes the addresses of a client from a rendered realm.
    public void moveClient(String realm, String clientId, String renderedRealm) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode wanted = client(JSON.readTree(renderedRealm).path("clients"), clientId);
            String token = token(http);
            String clients = "/admin/realms/" + realm + "/clients";
            JsonNode known = client(
                    JSON.readTree(send(
                            http,
                            authorised(clients + "?clientId=" + clientId, token)
                                    .GET()
                                    .build())),
                    clientId);
            ObjectNode changed = known.deepCopy();
            ADDRESSES.stream().filter(wanted::has).forEach(field -> changed.set(field, wanted.get(field)));
            send(
                    http,
                    authorised(clients + "/" + known.path("id").asText(), token)
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(changed.toString()))
                            .build());
        } catch (IOException failure) {
            throw LauncherException.io("tell Keycloak the new addresses of " + realm, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", interrupted);
        }
    }

    private static JsonNode client(JsonNode clients, String clientId) {
        for (JsonNode client : clients) {
            if (client.path("clientId").asText().equals(clientId)) {
                return client;
            }
        }
        throw new LauncherException("The realm has no client " + clientId + ".");
    }

    private String token(HttpClient http) throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=admin-cli&username=" + KeycloakServer.ADMIN + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return JSON.readTree(send(http, request)).path("access_token").asText();
    }

    private HttpRequest.Builder authorised(String path, String token) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private static String send(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri().getPath() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
