package dev.kontor.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.wire.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A gateway as far as a client can tell: content with tags, digests and ranges, listings, problems, an admin API that
/// answers what a test put there. It can misbehave on purpose.
final class FakeGateway implements AutoCloseable {

    static final String TOKEN = "token-of-the-test";
    static final String SNAPSHOT = "ab".repeat(32);

    /// One request as it arrived.
    record Asked(String method, String path, Map<String, String> headers, String body) {}

    /// One answer that a test prepared.
    record Answer(int status, String contentType, String body, Map<String, String> headers) {}

    /// Content and how it is served.
    ///
    /// @param announced the bytes whose digest is announced
    /// @param served the bytes that are sent
    record Content(Bytes announced, Bytes served, boolean digest) {}

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Content> contents = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> cuts = new ConcurrentHashMap<>();
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final Map<String, byte[]> archives = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> events = new ConcurrentHashMap<>();
    private volatile String token = TOKEN;

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Asked> asked(String method, String path) {
        return asked.stream()
                .filter(each -> each.method().equals(method) && each.path().equals(path))
                .toList();
    }

    FakeGateway accepting(String newToken) {
        token = newToken;
        return this;
    }

    FakeGateway content(String path, String text) {
        return content(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Serves this document, in place of a prepared answer.
    FakeGateway content(String path, byte[] bytes) {
        answers.remove("GET " + path);
        contents.put(path, new Content(Bytes.of(bytes), Bytes.of(bytes), true));
        return this;
    }

    /// Announces one content and sends another of the same length.
    FakeGateway forged(String path, byte[] announced, byte[] served) {
        contents.put(path, new Content(Bytes.of(announced), Bytes.of(served), true));
        return this;
    }

    FakeGateway live(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        contents.put(path, new Content(Bytes.of(bytes), Bytes.of(bytes), false));
        return this;
    }

    /// Cuts the connection in the middle of the next answers with this content.
    FakeGateway cutting(String path, int times) {
        cuts.put(path, times);
        return this;
    }

    /// Answers 503 so often before it serves the content.
    FakeGateway busy(String path, int times) {
        busy.put(path, times);
        return this;
    }

    FakeGateway answer(String method, String path, int status, Json body) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        answers.put(
                method + " " + path,
                new Answer(status, type, JsonText.compact(body), Map.of("Kontor-Snapshot", SNAPSHOT)));
        return this;
    }

    /// Answers with these streams of events one after another, and then with empty ones.
    FakeGateway events(String path, String... streams) {
        events.put(path, new ConcurrentLinkedQueue<>(List.of(streams)));
        return this;
    }

    /// Serves this archive where `application/x-tar` is asked for.
    FakeGateway archive(String path, Map<String, byte[]> files) {
        archives.put(path, tar(files));
        return this;
    }

    FakeGateway problem(String method, String path, int status, String slug, String detail) {
        return answer(
                method,
                path,
                status,
                Json.object()
                        .with("type", "urn:kontor:problem:" + slug)
                        .with("title", slug)
                        .with("status", status)
                        .with("detail", detail)
                        .build());
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    static Json entry(String path, byte[] bytes) {
        return Json.object()
                .with("name", path)
                .with("size", bytes.length)
                .with("sha256", sha256(bytes))
                .with("mediaType", "text/plain")
                .with("modifiedAt", "2026-02-28T08:00:00Z")
                .build();
    }

    static Json listing(Json... entries) {
        return Json.object()
                .with("snapshot", SNAPSHOT)
                .with("entries", List.of(entries))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getRawPath();
            asked.add(new Asked(exchange.getRequestMethod(), path, headers(exchange), body));
            if (("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, path);
            } else {
                send(exchange, new Answer(401, "text/plain", "", Map.of()));
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        Answer prepared =
                answers.getOrDefault(method + " " + exchange.getRequestURI(), answers.get(method + " " + path));
        Answer listing = answers.get("GET " + path);
        Content content = contents.get(path);
        if ("application/x-tar".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
            exchange.getResponseHeaders().set("Kontor-Snapshot", SNAPSHOT);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(archives.getOrDefault(path, new byte[0]));
        } else if (events.containsKey(path)) {
            String stream = events.get(path).poll();
            send(exchange, new Answer(200, "text/event-stream", stream == null ? "" : stream, Map.of()));
        } else if (prepared != null) {
            send(exchange, prepared);
        } else if (content != null) {
            serveContent(exchange, path, content);
        } else if (method.equals("HEAD") && listing != null) {
            send(exchange, new Answer(listing.status(), listing.contentType(), "", listing.headers()));
        } else {
            send(exchange, new Answer(404, "application/problem+json", "{\"title\":\"Not found\"}", Map.of()));
        }
    }

    private void serveContent(HttpExchange exchange, String path, Content content) throws IOException {
        if (exchange.getRequestMethod().equals("GET") && takeOne(busy, path)) {
            send(exchange, new Answer(503, "application/problem+json", "{}", Map.of("Retry-After", "1")));
            return;
        }
        byte[] announced = content.announced().toArray();
        byte[] served = content.served().toArray();
        var headers = exchange.getResponseHeaders();
        String tag = "\"" + sha256(announced) + "\"";
        if (content.digest()) {
            headers.set("Kontor-Snapshot", SNAPSHOT);
            headers.set("Accept-Ranges", "bytes");
            headers.set("ETag", tag);
            headers.set("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest(announced)) + ":");
        }
        headers.set("Content-Type", "text/plain");
        headers.set("Kontor-Source", "partner");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(served.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        int from = from(exchange, tag);
        if (from > 0) {
            int total = served.length;
            headers.set("Content-Range", "bytes " + from + "-" + (total - 1) + "/" + total);
        }
        int length = served.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
        int sent = takeOne(cuts, path) ? length / 2 : length;
        exchange.getResponseBody().write(served, from, sent);
        exchange.getResponseBody().flush();
    }

    /// `bytes=N-` when `If-Range` still holds.
    private static int from(HttpExchange exchange, String tag) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        boolean holds = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        return range == null || !holds ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    private static boolean takeOne(Map<String, Integer> counters, String path) {
        Integer left = counters.computeIfPresent(path, (_, count) -> count - 1);
        return left != null && left >= 0;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A tar archive of `ustar` files.
    private static byte[] tar(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        files.forEach((name, bytes) -> {
            byte[] header = new byte[512];
            put(header, 0, name);
            put(header, 124, String.format("%011o", bytes.length));
            put(header, 156, "0");
            put(header, 257, "ustar");
            out.writeBytes(header);
            out.writeBytes(bytes);
            out.writeBytes(new byte[(512 - bytes.length % 512) % 512]);
        });
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
