package dev.kontor.gateway.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Stands for identity-, discovery-, connector- and transfer-service at one address. Answers by the longest prefix
/// of path that it was told about; remembers what it was asked.
public final class FakeServices implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentSkipListMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /// What to do with a request.
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /// One request that came.
    public record Asked(String method, String uri, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public FakeServices() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void on(String pathPrefix, Answer answer) {
        answers.put(pathPrefix, answer);
    }

    public void onJson(String pathPrefix, int status, String json) {
        on(pathPrefix, exchange -> {
            exchange.getResponseHeaders()
                    .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
            send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
        });
    }

    /// Sends a body with its length; HEAD gets the length alone.
    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD") || status == 304) {
            if (status != 304) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// The last request below a path.
    public Asked last(String pathPrefix) {
        return asked.reversed().stream()
                .filter(one -> one.uri().startsWith(pathPrefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked for " + pathPrefix));
    }

    public void forget() {
        asked.clear();
    }

    public long count(String pathPrefix) {
        return asked.stream().filter(one -> one.uri().startsWith(pathPrefix)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(new Asked(exchange.getRequestMethod(), uri, headers, new String(body, StandardCharsets.UTF_8)));
            answer(uri).to(exchange);
        }
    }

    private Answer answer(String uri) {
        return answers.entrySet().stream()
                .filter(entry -> uri.startsWith(entry.getKey()))
                .reduce((shorter, longer) ->
                        longer.getKey().length() > shorter.getKey().length() ? longer : shorter)
                .map(Map.Entry::getValue)
                .orElse(exchange -> exchange.sendResponseHeaders(404, -1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
