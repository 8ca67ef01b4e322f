package dev.kontor.launcher.postgres;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.ChildSpec;
import dev.kontor.launcher.process.Fingerprint;
import dev.kontor.launcher.process.OrphanStop;
import dev.kontor.launcher.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// One server on one data folder, on loopback with passwords.
///
/// PostgreSQL refuses to run as root, so there it runs in a user namespace of its own (`unshare -U`), in which it is
/// nobody in particular and still owns its files.
///
/// @param folder a folder of its own, which stays; the data folder lies in it
public record PostgresServer(PostgresBinaries binaries, Path folder, int port, String password) {
    public static final String SUPERUSER = "postgres";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);

    /// Settings for a small machine that many services share, those of four sites at most; durability stays as
    /// PostgreSQL has it.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "400"),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_parallel_workers", "2"),
            Map.entry("max_worker_processes", "4"),
            Map.entry("io_method", "sync"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("timezone", "UTC"));

    public Path data() {
        return folder.resolve("data");
    }

    /// Makes the data folder when there is none. A folder that was left half made is made again.
    public void prepare(Path log) {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        Path part = folder.resolve("data.part");
        Path secret = folder.resolve("superuser.password");
        try {
            deleteTree(part);
            Files.createDirectories(folder);
            Files.writeString(secret, password);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            initialise(part, secret, log);
            Files.move(part, data());
        } catch (IOException failure) {
            throw LauncherException.io("make PostgreSQL's data folder " + data(), failure);
        } finally {
            secret.toFile().delete();
        }
    }

    /// Ends a server that a killed launcher left on this data folder.
    ///
    /// @return the server that was ended
    public Optional<Fingerprint> stopOrphan() {
        Optional<Fingerprint> orphan = PostmasterFile.running(data());
        orphan.ifPresent(server -> {
            if (!OrphanStop.stop(server, StopSignal.INT, STOP_LIMIT)) {
                throw new LauncherException("PostgreSQL process " + server.pid() + " uses " + data()
                        + " and does not end. End it with `kill -9 " + server.pid() + "`, then start again.");
            }
        });
        return orphan;
    }

    public ChildSpec child(Path log) {
        List<String> command = Stream.concat(
                        Stream.of(
                                binaries.program("postgres").toString(),
                                "-D",
                                data().toString(),
                                "-p",
                                Integer.toString(port)),
                        SETTINGS.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue())))
                .toList();
        return ChildSpec.of("postgres", command, folder, log, this::answers)
                .wrappedIn(wrapper())
                .withEnvironment(Map.of("LC_ALL", "C", "TZ", "UTC"))
                .endedBy(StopSignal.INT);
    }

    /// A session of the superuser.
    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("ApplicationName", "kontor-launcher");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    private boolean answers() {
        try (Connection session = connect("postgres")) {
            return session.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void initialise(Path fresh, Path secret, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = Stream.concat(
                        wrapper().stream(),
                        Stream.of(
                                binaries.program("initdb").toString(),
                                "--pgdata=" + fresh,
                                "--username=" + SUPERUSER,
                                "--auth=scram-sha-256",
                                "--pwfile=" + secret,
                                "--encoding=UTF8",
                                "--locale=C",
                                "--data-checksums",
                                "--no-instructions"))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(INIT_LIMIT) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LauncherException(
                        "PostgreSQL could not make its data folder " + data() + "; the reason is in " + log + ".");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while PostgreSQL made its data folder.", interrupted);
        }
    }

    private static List<String> wrapper() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean linux = "Linux".equals(System.getProperty("os.name"));
        return root && linux ? List.of("unshare", "-U") : List.of();
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
