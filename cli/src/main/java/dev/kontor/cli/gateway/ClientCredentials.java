package dev.kontor.cli.gateway;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tokens for a client registered at an OpenID Connect provider: the grant `client_credentials` of RFC 6749 §4.4 at the
/// token endpoint that the issuer's discovery document names.
///
/// A token is kept in memory until shortly before it expires and never written anywhere.
public final class ClientCredentials implements Tokens {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final long DEFAULT_LIFE_SECONDS = 60;

    /// Who asks, and whom.
    ///
    /// @param tokenEndpoint where tokens are given, when that is known without asking the issuer
    public record Registration(URI issuer, Optional<URI> tokenEndpoint, String clientId, String secret) {
        @Override
        public String toString() {
            return "Registration[" + clientId + " at " + issuer + "]";
        }
    }

    private record Held(String token, Instant until) {
        @Override
        public String toString() {
            return "Held[until " + until + "]";
        }
    }

    private final Registration registration;
    private final HttpClient http;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    @Nullable
    private Held held;

    public ClientCredentials(Registration registration, HttpClient http, InstantSource clock) {
        this.registration = registration;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String current() {
        lock.lock();
        try {
            Held known = held;
            if (known == null || !clock.instant().isBefore(known.until())) {
                known = request();
                held = known;
            }
            return known.token();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean refused(String token) {
        lock.lock();
        try {
            if (held != null && held.token().equals(token)) {
                held = null;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Held request() {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(registration.tokenEndpoint().orElseGet(this::discover))
                        .header("Authorization", basic())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        Json answer = json(response);
        if (response.statusCode() != 200) {
            throw response.statusCode() >= 500 ? outOfOrder(response.statusCode()) : refused(response, answer);
        }
        String token = answer.text("access_token").orElseThrow(() -> unusable("its answer holds no access_token"));
        long life = answer.number("expires_in").orElse(DEFAULT_LIFE_SECONDS);
        return new Held(token, clock.instant().plusSeconds(life).minus(MARGIN));
    }

    private Failure refused(HttpResponse<String> response, Json answer) {
        return new Failure(
                Exit.FORBIDDEN,
                "The sign-in service at " + registration.issuer() + " refused the client '" + registration.clientId()
                        + "': " + answer.text("error_description").orElse("status " + response.statusCode()) + ".",
                "Check the client id and its secret.");
    }

    /// Its own trouble, such as a database that is just being started again; the client may be perfectly right.
    private Failure outOfOrder(int status) {
        return new Failure(
                Exit.UNREACHABLE,
                "The sign-in service at " + registration.issuer() + " is out of order: status " + status + ".",
                "Try again in a moment; kontor status shows whether it runs, and where it logs.");
    }

    private URI discover() {
        String issuer = registration.issuer().toString().replaceAll("/+$", "");
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
        if (response.statusCode() != 200) {
            throw unusable("its discovery document answers with status " + response.statusCode());
        }
        String endpoint = json(response)
                .text("token_endpoint")
                .orElseThrow(() -> unusable("its discovery document names no token_endpoint"));
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException _) {
            throw unusable("its token_endpoint is no URL");
        }
    }

    private Json json(HttpResponse<String> response) {
        try {
            return JsonText.read(response.body());
        } catch (IOException _) {
            return new Json.Nil();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.timeout(DEADLINE)
                            .header("Accept", "application/json")
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw Unreachable.failure("the sign-in service", registration.issuer(), e);
        } catch (InterruptedException _) {
            throw Unreachable.interrupted();
        }
    }

    private Failure unusable(String why) {
        return new Failure(
                Exit.FAILED,
                "The issuer " + registration.issuer() + " cannot be used: " + why + ".",
                "Give the address that the provider calls its issuer.");
    }

    /// RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
    private String basic() {
        String pair = form(registration.clientId()) + ":" + form(registration.secret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
