package dev.kontor.bench.peer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A file server that speaks TLS 1.3 with a certificate of its own making, on a free port.
public final class Nginx implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final boolean secure;

    private Nginx(Process process, int port, boolean secure) {
        this.secure = secure;
        this.process = process;
        this.port = port;
    }

    /// What has to be installed for it.
    public static Optional<String> missing() {
        return Programs.find("nginx").isEmpty()
                        || Programs.find("openssl").isEmpty()
                        || Programs.find("curl").isEmpty()
                ? Optional.of("apt install nginx-light openssl curl")
                : Optional.empty();
    }

    /// Serves the files of a folder.
    ///
    /// @param work where its own files go
    public static Nginx serving(Path files, Path work) {
        return serving(files, work, true);
    }

    /// The same without TLS.
    static Nginx plain(Path files, Path work) {
        return serving(files, work, false);
    }

    private static Nginx serving(Path files, Path work, boolean secure) {
        try {
            Files.createDirectories(work);
            int port = freePort();
            certificate(work);
            Path configuration =
                    Files.writeString(work.resolve("nginx.conf"), configuration(files, work, port, secure));
            Process process = Programs.start(
                    work.resolve("nginx.log"),
                    List.of(
                            Programs.require("nginx"),
                            "-p",
                            work.toString(),
                            "-e",
                            work.resolve("error.log").toString(),
                            "-c",
                            configuration.toString()));
            Patience.until(
                    "nginx listens; see " + work.resolve("error.log"),
                    SOON,
                    Duration.ofMillis(50),
                    () -> listens(process, port));
            return new Nginx(process, port, secure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url(String file) {
        return (secure ? "https" : "http") + "://127.0.0.1:" + port + "/" + file;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    private static Optional<Boolean> listens(Process process, int port) throws IOException {
        if (!process.isAlive()) {
            throw new BenchException("nginx ended at once with " + process.exitValue() + ".");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return Optional.of(socket.isConnected());
        }
    }

    static void certificate(Path work) {
        Programs.run(
                work.resolve("openssl.log"),
                SOON,
                List.of(
                        Programs.require("openssl"),
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=127.0.0.1",
                        "-keyout",
                        work.resolve("key.pem").toString(),
                        "-out",
                        work.resolve("cert.pem").toString()));
    }

    private static String configuration(Path files, Path work, int port, boolean secure) {
        return """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                user root;
                events { worker_connections 64; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/cert.pem;
                    ssl_certificate_key %1$s/key.pem;
                    ssl_protocols TLSv1.3;
                    root %3$s;
                  }
                }
                """.replace(" ssl;", secure ? " ssl;" : ";")
                .replace("user root;\n", System.getProperty("user.name").equals("root") ? "user root;\n" : "")
                .formatted(work, port, files);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
