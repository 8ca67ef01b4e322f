package dev.kontor.gateway.doctor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Whether the sign-in service answers, and whether its clock and ours agree: tokens and certificates are worth nothing
/// otherwise.
@ApplicationScoped
class SignInCheck {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final long DEADLINE_MILLIS = 5_000;
    private static final String DOCUMENT = "/.well-known/openid-configuration";

    private final HttpClient client;
    private final Optional<String> server;
    private final Clock clock = Clock.systemUTC();

    SignInCheck(Vertx vertx, @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setTrustAll(false));
        this.server = server;
    }

    Future<Finding> check() {
        if (server.isEmpty()) {
            return Future.succeededFuture(Finding.failure(
                    "sign-in", "no sign-in service is configured", "Set QUARKUS_OIDC_AUTH_SERVER_URL."));
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(server.get() + DOCUMENT)
                .setTimeout(DEADLINE_MILLIS);
        return client.request(options)
                .compose(request -> request.send())
                .map(response -> judge(response.statusCode(), response.getHeader("Date")))
                .otherwise(failure -> Finding.failure(
                        "sign-in",
                        server.get() + " does not answer: " + failure.getMessage(),
                        "Nobody can sign in until it does; those with a valid token go on."));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private Finding judge(int status, @Nullable String date) {
        if (status != 200) {
            return Finding.failure(
                    "sign-in", server.orElse("") + " answers " + status, "Check the realm's name in the URL.");
        }
        Duration apart = date == null ? Duration.ZERO : apart(date);
        return apart.compareTo(SKEW) > 0
                ? Finding.warning(
                        "clock",
                        "this machine and the sign-in service are " + apart.toSeconds() + " s apart",
                        "Let both follow a time server (NTP).")
                : Finding.ok("sign-in", "answers, and its clock agrees with ours");
    }

    private Duration apart(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(theirs, clock.instant()).abs();
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
