package dev.kontor.testkit.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/// An embedded PostgreSQL for `@QuarkusTest`: `@QuarkusTestResource(PostgresResource.class)`.
///
/// One server per JVM, whatever class loader asks, stopped by a shutdown hook; its port is free and random. The
/// service's Flyway migrations make the schema, as in production.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "dev.kontor.testkit.postgres.port";
    private static final Duration STARTUP = Duration.ofSeconds(60);

    @Override
    public Map<String, String> start() {
        int port = port();
        String url = "postgresql://localhost:" + port + "/postgres";
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:" + url,
                "quarkus.datasource.reactive.url",
                url,
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres");
    }

    @Override
    public void stop() {
        // The server serves the next test class too; the shutdown hook ends it.
    }

    /// The port of this JVM's server, which is started if it is not there yet.
    public static int port() {
        // Quarkus loads this class once per application, so only the JVM's properties are shared.
        synchronized (System.getProperties()) {
            Integer known = Integer.getInteger(PORT);
            if (known != null) {
                return known;
            }
            int port = startServer().getPort();
            System.setProperty(PORT, Integer.toString(port));
            return port;
        }
    }

    private static EmbeddedPostgres startServer() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPGStartupWait(STARTUP)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "50")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException("embedded PostgreSQL does not start", failure);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException ignored) {
            // The JVM ends anyway.
        }
    }
}
