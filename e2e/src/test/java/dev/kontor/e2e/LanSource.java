package dev.kontor.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A system on acme's LAN: documents by path, with ETags.
final class LanSource implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Content> contents = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(String type, byte[] bytes) {}

    LanSource() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                Content content = contents.get(exchange.getRequestURI().toString());
                if (content == null) {
                    exchange.sendResponseHeaders(404, -1);
                    return;
                }
                exchange.getResponseHeaders().set("Content-Type", content.type());
                exchange.getResponseHeaders().set("ETag", "\"" + java.util.Arrays.hashCode(content.bytes()) + "\"");
                exchange.sendResponseHeaders(200, content.bytes().length);
                exchange.getResponseBody().write(content.bytes());
            }
        });
        server.start();
    }

    LanSource with(String path, String type, byte[] bytes) {
        contents.put(path, new Content(type, bytes));
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
