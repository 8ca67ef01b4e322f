package dev.kontor.bench.peer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.meter.Below;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Two Syncthing devices that know each other's address and nothing else. The sender has scanned its files before;
/// what is measured begins when the receiver starts and ends when it needs nothing more.
public final class Syncthing implements Peer {
    private static final Duration LONGEST_SCAN = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Pattern DEVICE = Pattern.compile("[A-Z0-9]{7}(-[A-Z0-9]{7}){7}");
    private static final String KEY = "bench";

    /// One of the two.
    private record Device(String id, Path home, Path folder, int listen, int api) {}

    @Override
    public String name() {
        return "Syncthing";
    }

    @Override
    public Optional<String> missing() {
        return Programs.find("syncthing").isEmpty() ? Optional.of("apt install syncthing") : Optional.empty();
    }

    @Override
    public Below.Took move(Path files, Path into, Path work) throws IOException {
        Device sender = device(work.resolve("sender"), files);
        Device receiver = device(work.resolve("receiver"), into);
        configure(sender, receiver, "sendonly");
        configure(receiver, sender, "receiveonly");
        Process first = start(sender);
        try (HttpClient http = HttpClient.newHttpClient()) {
            long bytes =
                    Patience.until("Syncthing has scanned its files", LONGEST_SCAN, PAUSE, () -> scanned(http, sender));
            return receive(http, receiver, bytes);
        } finally {
            Programs.end(first);
        }
    }

    private static Below.Took receive(HttpClient http, Device receiver, long bytes) throws IOException {
        Process[] second = new Process[1];
        try {
            return Below.measure(() -> {
                second[0] = start(receiver);
                long end = System.nanoTime() + Peer.LONGEST.toNanos();
                while (System.nanoTime() < end && !received(http, receiver, bytes)) {
                    Patience.pause(PAUSE);
                }
            });
        } finally {
            if (second[0] != null) {
                Programs.end(second[0]);
            }
        }
    }

    private static boolean received(HttpClient http, Device receiver, long bytes) {
        try {
            return number(status(http, receiver), "localBytes")
                    .filter(here -> here >= bytes)
                    .isPresent();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Optional<Long> scanned(HttpClient http, Device device) throws IOException {
        String status = status(http, device);
        return status.contains("\"state\": \"idle\"")
                ? number(status, "localBytes").filter(bytes -> bytes > 0)
                : Optional.empty();
    }

    private static Optional<Long> number(String json, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\":\\s*(\\d+)").matcher(json);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static String status(HttpClient http, Device device) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + device.api() + "/rest/db/status?folder=data");
        try {
            return http.send(
                            HttpRequest.newBuilder(uri).header("X-API-Key", KEY).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }

    private static Device device(Path home, Path folder) throws IOException {
        Files.createDirectories(home);
        Files.createDirectories(folder.resolve(".stfolder"));
        Path log = home.resolve("generate.log");
        String program = Programs.require("syncthing");
        Programs.run(
                log,
                Duration.ofMinutes(1),
                List.of(program, "generate", "--home=" + home, "--no-default-folder", "--skip-port-probing"));
        Matcher id = DEVICE.matcher(Files.readString(log));
        if (!id.find()) {
            throw new BenchException("Syncthing did not tell its device id; see " + log);
        }
        return new Device(id.group(), home, folder, Nginx.freePort(), Nginx.freePort());
    }

    private static Process start(Device device) {
        return Programs.start(
                device.home().resolve("syncthing.log"),
                List.of(
                        Programs.require("syncthing"),
                        "serve",
                        "--home=" + device.home(),
                        "--no-browser",
                        "--no-restart",
                        "--no-upgrade"));
    }

    private static void configure(Device own, Device other, String type) throws IOException {
        Files.writeString(own.home().resolve("config.xml"), """
                <configuration version="35">
                  <folder id="data" path="%s" type="%s" rescanIntervalS="0" fsWatcherEnabled="false">
                    <device id="%s"/><device id="%s"/>
                  </folder>
                  <device id="%s"><address>dynamic</address></device>
                  <device id="%s"><address>tcp://127.0.0.1:%d</address></device>
                  <gui enabled="true" tls="false"><address>127.0.0.1:%d</address><apikey>%s</apikey></gui>
                  <options>
                    <listenAddress>tcp://127.0.0.1:%d</listenAddress>
                    <globalAnnounceEnabled>false</globalAnnounceEnabled>
                    <localAnnounceEnabled>false</localAnnounceEnabled>
                    <relaysEnabled>false</relaysEnabled>
                    <natEnabled>false</natEnabled>
                    <urAccepted>-1</urAccepted>
                    <crashReportingEnabled>false</crashReportingEnabled>
                    <startBrowser>false</startBrowser>
                    <reconnectionIntervalS>1</reconnectionIntervalS>
                  </options>
                </configuration>
                """.formatted(
                        own.folder(),
                        type,
                        own.id(),
                        other.id(),
                        own.id(),
                        other.id(),
                        other.listen(),
                        own.api(),
                        KEY,
                        own.listen()));
    }
}
