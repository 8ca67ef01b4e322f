package dev.kontor.bench.peer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kontor.bench.demo.BenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes what is posted to it and writes it into a file. Its own CPU time is not counted.
final class FileSink implements AutoCloseable {
    private final HttpServer server;
    private final Path file;
    private final Semaphore whole = new Semaphore(0);

    FileSink(Path file) throws IOException {
        this.file = file;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sink";
    }

    /// Waits until one more body has been taken.
    void awaitWhole(Duration within) {
        try {
            if (!whole.tryAcquire(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchException("Nothing came within " + within.toSeconds() + " s.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Files.copy(exchange.getRequestBody(), file, StandardCopyOption.REPLACE_EXISTING);
            exchange.sendResponseHeaders(200, -1);
            whole.release();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
