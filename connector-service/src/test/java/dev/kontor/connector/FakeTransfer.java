package dev.kontor.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// transfer-service's upload door, with its rules: nothing is published without the end of the stream, unchanged
/// entries must be known, the same content is no new snapshot.
public final class FakeTransfer implements AutoCloseable {
    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    private volatile Map<String, String> published = Map.of();
    private final java.util.concurrent.atomic.AtomicInteger sequence = new java.util.concurrent.atomic.AtomicInteger();

    public FakeTransfer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/snapshots/", this::upload);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The entries of the last snapshot: path to text.
    public Map<String, String> published() {
        return published;
    }

    public int sequence() {
        return sequence.get();
    }

    public void forgetEverything() {
        published = Map.of();
    }

    private void upload(HttpExchange exchange) {
        try (exchange) {
            Map<String, String> entries = new TreeMap<>();
            boolean known = read(new DataInputStream(exchange.getRequestBody()), entries);
            if (!known) {
                answer(exchange, 409, "{\"type\":\"urn:kontor:problem:conflict\",\"status\":409}");
                return;
            }
            boolean changed = !entries.equals(published) || sequence.get() == 0;
            if (changed) {
                published = Map.copyOf(entries);
                sequence.incrementAndGet();
            }
            answer(exchange, 200, """
                    {"snapshotId":"%064d","sequence":%d,"entries":%d,"bytes":0,"newPieces":0,"changed":%b}""".formatted(sequence.get(), sequence.get(), entries.size(), changed));
        } catch (IOException cutShort) {
            exchange.close();
        }
    }

    private boolean read(DataInputStream in, Map<String, String> entries) throws IOException {
        boolean known = true;
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            JsonNode header = json.readTree(in.readNBytes(length));
            String path = header.get("path").asText();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (int chunk = in.readInt(); chunk != 0; chunk = in.readInt()) {
                content.write(in.readNBytes(chunk));
            }
            boolean unchanged = header.path("unchanged").asBoolean();
            known &= !unchanged || published.containsKey(path);
            entries.put(path, unchanged ? published.getOrDefault(path, "") : content.toString(StandardCharsets.UTF_8));
        }
        return known;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
