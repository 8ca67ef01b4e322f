package dev.kontor.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/// An OpenID Connect provider with one client: a discovery document, and a token endpoint that hands out `token-1`,
/// `token-2` and so on.
final class FakeIssuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger issued = new AtomicInteger();
    private final String expected;
    private volatile boolean repeat;
    private volatile boolean broken;

    FakeIssuer(String clientId, String secret) throws IOException {
        String pair = clientId + ":" + secret;
        expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/realms/acme/.well-known/openid-configuration", this::discovery);
        server.createContext("/token", this::token);
        server.start();
    }

    URI address() {
        return URI.create(base() + "/realms/acme");
    }

    /// From now on every token is `token-1`.
    FakeIssuer repeating() {
        repeat = true;
        return this;
    }

    /// From now on it answers as Keycloak does whose database is away.
    void breakDown() {
        broken = true;
    }

    int issued() {
        return issued.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void discovery(HttpExchange exchange) throws IOException {
        send(exchange, 200, "{\"token_endpoint\":\"" + base() + "/token\"}");
    }

    private void token(HttpExchange exchange) throws IOException {
        if (broken) {
            send(exchange, 500, "{\"error\":\"unknown_error\",\"error_description\":\"For more, see the log.\"}");
            return;
        }
        boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (known) {
            send(exchange, 200, "{\"access_token\":\"token-" + number() + "\",\"expires_in\":300}");
        } else {
            send(
                    exchange,
                    401,
                    "{\"error\":\"unauthorized_client\",\"error_description\":\"Invalid client credentials\"}");
        }
    }

    private int number() {
        return repeat ? 1 : issued.incrementAndGet();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
