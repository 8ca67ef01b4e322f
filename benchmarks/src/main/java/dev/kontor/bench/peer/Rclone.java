package dev.kontor.bench.peer;

import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.meter.Below;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// rclone copies from rclone's WebDAV server over TLS, with as many streams and checks as it does by itself.
public final class Rclone implements Peer {
    @Override
    public String name() {
        return "rclone, WebDAV over TLS";
    }

    @Override
    public Optional<String> missing() {
        return Programs.find("rclone").isEmpty() || Programs.find("openssl").isEmpty()
                ? Optional.of("apt install rclone openssl")
                : Optional.empty();
    }

    @Override
    public Below.Took move(Path files, Path into, Path work) throws IOException {
        java.nio.file.Files.createDirectories(work);
        Nginx.certificate(work);
        int port = Nginx.freePort();
        Path log = work.resolve("rclone.log");
        Process server = Programs.start(
                log,
                List.of(
                        Programs.require("rclone"),
                        "serve",
                        "webdav",
                        files.toString(),
                        "--addr",
                        "127.0.0.1:" + port,
                        "--cert",
                        work.resolve("cert.pem").toString(),
                        "--key",
                        work.resolve("key.pem").toString(),
                        "--read-only"));
        try {
            Patience.until("rclone listens; see " + log, Duration.ofSeconds(20), Duration.ofMillis(50), () -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return Optional.of(socket.isConnected());
                }
            });
            return Below.measure(() -> Programs.runAtMost(
                    log,
                    Peer.LONGEST,
                    List.of(
                            Programs.require("rclone"),
                            "copy",
                            ":webdav:",
                            into.toString(),
                            "--webdav-url",
                            "https://127.0.0.1:" + port,
                            "--no-check-certificate")));
        } finally {
            Programs.end(server);
        }
    }
}
