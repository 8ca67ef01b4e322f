package dev.kontor.kit.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers with the statuses that it was told, then with 200; 0 closes the connection without an answer.
public final class FlakyService implements QuarkusTestResourceLifecycleManager {
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;

    public FlakyService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "quarkus.rest-client.flaky.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FlakyService.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    synchronized void answerNext(int... statuses) {
        asked.set(0);
        answers.clear();
        for (int status : statuses) {
            answers.add(status);
        }
    }

    int asked() {
        return asked.get();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        Integer status = answers.poll();
        if (status == null) {
            byte[] fine = "fine".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, fine.length);
            exchange.getResponseBody().write(fine);
        } else if (status > 0) {
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }
}
