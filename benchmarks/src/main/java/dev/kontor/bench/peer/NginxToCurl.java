package dev.kontor.bench.peer;

import dev.kontor.bench.meter.Below;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// curl gets one file after the other from nginx, on one connection.
public final class NginxToCurl implements Peer {

    @Override
    public String name() {
        return "nginx to curl, TLS 1.3";
    }

    @Override
    public Optional<String> missing() {
        return Nginx.missing();
    }

    @Override
    public Below.Took move(Path files, Path into, Path work) throws IOException {
        try (Nginx nginx = Nginx.serving(files, work)) {
            Path list = Files.writeString(work.resolve("urls"), urls(files, into, nginx));
            return Below.measure(() -> Programs.runAtMost(
                    work.resolve("curl.log"),
                    Peer.LONGEST,
                    List.of(
                            Programs.require("curl"),
                            "--silent",
                            "--show-error",
                            "--fail",
                            "--insecure",
                            "--config",
                            list.toString())));
        }
    }

    private static String urls(Path files, Path into, Nginx nginx) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.map(file -> file.getFileName().toString())
                    .map(name -> "url=" + nginx.url(name) + "\noutput=" + into.resolve(name) + "\n")
                    .collect(Collectors.joining());
        }
    }
}
