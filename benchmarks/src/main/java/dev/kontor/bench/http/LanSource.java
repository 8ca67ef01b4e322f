package dev.kontor.bench.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// A system on acme's LAN with documents and files, each with an ETag. Thread-safe.
public final class LanSource implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    private sealed interface Content {
        String tag();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Document(String tag, String type, byte[] bytes) implements Content {}

    private record Stored(String tag, Path file) implements Content {}

    private record Made(String tag, long size, Supplier<InputStream> maker) implements Content {}

    public LanSource() {
        // Otherwise the end of an answer waits for the acknowledgement of its beginning.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// Sets or replaces a document.
    public void put(String path, String type, byte[] bytes) {
        contents.put(path, new Document(UUID.randomUUID().toString(), type, bytes.clone()));
    }

    /// Sets or replaces a document that is read from a file.
    public void put(String path, Path file) {
        contents.put(path, new Stored(UUID.randomUUID().toString(), file));
    }

    /// Sets or replaces a document that is made anew for each request.
    public void put(String path, long size, Supplier<InputStream> maker) {
        contents.put(path, new Made(UUID.randomUUID().toString(), size, maker));
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Content content = contents.get(exchange.getRequestURI().getPath());
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"" + content.tag() + "\"");
            switch (content) {
                case Document document -> {
                    exchange.getResponseHeaders().set("Content-Type", document.type());
                    exchange.sendResponseHeaders(200, document.bytes().length);
                    exchange.getResponseBody().write(document.bytes());
                }
                case Stored stored -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                    exchange.sendResponseHeaders(200, Files.size(stored.file()));
                    try (OutputStream body = exchange.getResponseBody()) {
                        Files.copy(stored.file(), body);
                    }
                }
                case Made made -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                    exchange.sendResponseHeaders(200, made.size());
                    try (InputStream in = made.maker().get();
                            OutputStream body = exchange.getResponseBody()) {
                        in.transferTo(body);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
