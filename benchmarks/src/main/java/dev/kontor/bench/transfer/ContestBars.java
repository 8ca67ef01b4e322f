package dev.kontor.bench.transfer;

import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Sheet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The bars of a contest, each against the lines that are there.
record ContestBars(Sheet sheet) {
    private static final String NGINX = "nginx";
    private static final String KONTOR = "Kontor";

    void judge(boolean many) {
        line(KONTOR + Contest.WARM).ifPresent(warm -> {
            if (many) {
                entries(warm);
            } else {
                oneFile(warm);
            }
        });
    }

    private void entries(Line warm) {
        sheet.atLeast("entries a second", number(warm, Contest.ENTRIES), 5000, "");
    }

    private void oneFile(Line warm) {
        Optional<Line> verified = line(KONTOR + Contest.VERIFIED);
        verified.ifPresent(
                line -> sheet.atMost("CPU of both ends, to the verified file, warm", cpu(line), 3.2, "s/GiB"));
        Stream.of("rclone", "Syncthing")
                .flatMap(peer -> line(peer).stream())
                .forEach(
                        peer -> sheet.atMost("CPU of both ends against " + peer.peer(), cpu(warm), cpu(peer), "s/GiB"));
        line(NGINX).ifPresent(nginx -> {
            verified.ifPresent(line ->
                    sheet.atLeast("to the verified file, against nginx to curl", ratio(line, nginx), 0.9, "times"));
            sheet.atLeast("LAN GET through both sites, against nginx to curl", ratio(warm, nginx), 0.6, "times");
        });
        Stream.of("rclone", "Syncthing", "Eclipse EDC")
                .flatMap(peer -> line(peer).stream())
                .forEach(peer -> sheet.atLeast(
                        "LAN GET through both sites, against " + peer.peer(), rate(warm), rate(peer), "MB/s"));
    }

    /// Kontor's lines by their whole name, others' by how it begins.
    private Optional<Line> line(String name) {
        return sheet.lines().stream()
                .filter(line -> name.startsWith(KONTOR)
                        ? line.peer().equals(name)
                        : line.peer().startsWith(name))
                .findFirst();
    }

    private static double ratio(Line one, Line other) {
        return rate(one) / rate(other);
    }

    private static double rate(Line line) {
        return Objects.requireNonNullElse(line.mbPerSecond(), 0.0);
    }

    private static double cpu(Line line) {
        return Objects.requireNonNullElse(line.cpuSecondsPerGiB(), 0.0);
    }

    private static double number(Line line, String field) {
        return Objects.requireNonNullElse((Double) line.more().get(field), 0.0);
    }
}
