package dev.kontor.launcher.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.launcher.port.FreePorts;
import dev.kontor.launcher.port.PortBook;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.Recorder;
import dev.kontor.launcher.process.RestartPolicy;
import dev.kontor.launcher.process.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With a real server.
@Timeout(120)
final class PostgresServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "superuser1234";

    @TempDir
    private static Path cache;

    @TempDir
    private Path folder;

    private final Recorder heard = new Recorder();
    private final Supervisor supervisor = new Supervisor(RestartPolicy.STANDARD, heard);

    @AfterEach
    void stop() {
        supervisor.stop(List.of("postgres"));
    }

    private PostgresServer server() {
        int port = new PortBook(FreePorts::isFree, RandomGenerator.getDefault()).any(0);
        return new PostgresServer(PostgresBinaries.unpackedUnder(cache), folder.resolve("postgres"), port, PASSWORD);
    }

    private PostgresServer started() {
        PostgresServer server = server();
        server.prepare(folder.resolve("log"));
        supervisor.start(server.child(folder.resolve("log")));
        supervisor.awaitReady("postgres", LIMIT);
        return server;
    }

    private static Connection session(PostgresServer server, String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database, user, password);
    }

    private static void execute(Connection session, String command) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(command);
        }
    }

    @Test
    void comesBackAfterKillMinus9WithItsRows() throws SQLException, InterruptedException {
        PostgresServer server = started();
        try (Connection session = server.connect("postgres")) {
            execute(session, "create table kept (x int); insert into kept values (42)");
        }
        Fingerprint first = heard.nextStarted();
        first.find().orElseThrow().destroyForcibly();
        heard.nextStarted();
        while (!heard.next().equals("ready") || first.find().isPresent()) {
            Thread.onSpinWait();
        }
        awaitSecondReady();
        try (Connection session = server.connect("postgres");
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("select x from kept")) {
            assertTrue(rows.next());
            assertEquals(42, rows.getInt(1));
        }
    }

    private void awaitSecondReady() throws InterruptedException {
        String word = heard.next();
        while (!word.equals("ready")) {
            word = heard.next();
        }
    }

    @Test
    void findsAndStopsAServerThatAKilledLauncherLeft() throws IOException {
        PostgresServer server = server();
        server.prepare(folder.resolve("log"));
        Supervisor killed = new Supervisor(RestartPolicy.STANDARD, new Recorder());
        killed.start(server.child(folder.resolve("log")));
        killed.awaitReady("postgres", LIMIT);

        Fingerprint orphan = server.stopOrphan().orElseThrow();

        assertTrue(orphan.find().isEmpty());
        killed.stop(List.of("postgres"));
        assertTrue(server.stopOrphan().isEmpty());
    }

    @Test
    void keepsServicesOutOfEachOthersTables() throws SQLException {
        PostgresServer server = started();
        Map<String, String> schemas = Map.of("identity", "acme_identity", "gateway", "acme_gateway");
        Map<String, String> passwords = Map.of("acme_identity", "identity1234", "acme_gateway", "gateway1234");
        var databases = new ServiceDatabases(server);
        databases.make("acme", schemas, passwords);
        databases.make("acme", schemas, passwords);
        try (Connection identity = session(server, "acme", "acme_identity", "identity1234")) {
            execute(identity, "create table secret (x int)");
            execute(identity, "select * from identity.secret");
        }
        try (Connection gateway = session(server, "acme", "acme_gateway", "gateway1234")) {
            SQLException refused =
                    assertThrows(SQLException.class, () -> execute(gateway, "select * from identity.secret"));
            assertTrue(String.valueOf(refused.getMessage()).contains("permission denied"), refused.getMessage());
        }
        assertThrows(
                SQLException.class,
                () -> session(server, "acme", "acme_gateway", "wrong-password").close());
    }

    @Test
    void readsOnlyAPidFromThePostmasterFile() {
        assertEquals(1234L, PostmasterFile.pid(" 1234 ").orElseThrow());
        assertTrue(PostmasterFile.pid("").isEmpty());
        assertTrue(PostmasterFile.pid("-1").isEmpty());
        assertTrue(PostmasterFile.pid("99999999999999999999").isEmpty());
    }

    @Test
    void knowsTheArchiveOfEachSystem() {
        assertEquals("/postgres-linux-x86_64.txz", PostgresBinaries.archive("Linux", "amd64"));
        assertEquals("/postgres-darwin-arm_64.txz", PostgresBinaries.archive("Mac OS X", "aarch64"));
    }
}
