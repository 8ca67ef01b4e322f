package dev.kontor.discovery.dht;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/// A bootstrap node: the DHT and nothing else. It has no site, no identity-service, no database and no event bus,
/// so it starts without Quarkus; `/q/health/live`, `/q/health/ready` and `/q/metrics` answer on the management port
/// as they do in a whole service.
@SuppressWarnings("deprecation") // the registry that Quarkus brings is of the older kind
public final class StandaloneNode {
    private static final String MANAGEMENT_PORT = "quarkus.management.port";
    private static final int DEFAULT_MANAGEMENT_PORT = 9000;

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NodeHost host;
    private final CountDownLatch ended = new CountDownLatch(1);

    private StandaloneNode(NodeOptions options) throws IOException {
        this.host = new NodeHost(vertx, options, new DhtMeters(meters));
    }

    /// Whether the operator asked for one, by `KONTOR_DHT_STANDALONE=true`.
    public static boolean isWanted() {
        return property(NodeOptions.STANDALONE).filter("true"::equals).isPresent();
    }

    /// Runs until the process is told to end.
    public static void run() {
        logToTheConsole();
        try {
            new StandaloneNode(NodeOptions.of(StandaloneNode::property)).runToTheEnd();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the DHT node's key cannot be read or made", unreadable);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void runToTheEnd() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        host.start();
        int port = property(MANAGEMENT_PORT).map(Integer::parseInt).orElse(DEFAULT_MANAGEMENT_PORT);
        vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
        ended.await();
    }

    private void end() {
        host.stop();
        vertx.close();
        ended.countDown();
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/q/health/live" -> health(request, true);
            case "/q/health/ready" -> health(request, host.isBound());
            case "/q/metrics" ->
                request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4")
                        .end(meters.scrape());
            default -> request.response().setStatusCode(404).end();
        }
    }

    private static void health(HttpServerRequest request, boolean up) {
        String status = up ? "UP" : "DOWN";
        request.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end("{\"status\":\"" + status + "\",\"checks\":[{\"name\":\"dht\",\"status\":\"" + status + "\"}]}");
    }

    /// Quarkus keeps log lines back until it has read its configuration; here it never does.
    public static void logToTheConsole() {
        ConsoleHandler console =
                new ConsoleHandler(new PatternFormatter("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] %s%e%n"));
        console.setLevel(Level.INFO);
        InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {console});
    }

    private static Optional<String> property(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(variable)));
    }
}
