package dev.kontor.bench.volume;

import dev.kontor.bench.report.Table;
import dev.kontor.bench.volume.Volume.Figures;
import dev.kontor.bench.volume.Volume.Round;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The figures as tables.
final class VolumeText {
    private VolumeText() {}

    static String of(Figures figures) {
        StringBuilder text = new StringBuilder();
        text.append(figures.bytes() >> 20).append(" MiB of random bytes\n");
        Table speed = new Table("phase", "round", "seconds", "MB/s", "CPU-s/GiB");
        for (int i = 0; i < figures.rounds().size(); i++) {
            int number = i + 1;
            phases(figures.rounds().get(i))
                    .forEach((name, phase) ->
                            speed.row(name, number, phase.seconds(), phase.mbPerSecond(), phase.cpuSecondsPerGiB()));
        }
        if (figures.reference() instanceof List<?> runs) {
            for (int i = 0; i < runs.size(); i++) {
                if (runs.get(i) instanceof Phase phase) {
                    speed.row(
                            "nginx to curl, TLS 1.3",
                            i + 1,
                            phase.seconds(),
                            phase.mbPerSecond(),
                            phase.cpuSecondsPerGiB());
                }
            }
        } else {
            text.append("nginx to curl: ").append(figures.reference()).append('\n');
        }
        return text.append(speed)
                .append('\n')
                .append(cpu(figures.rounds().getLast()))
                .append('\n')
                .append(peaks(figures.rounds()))
                .toString();
    }

    private static Map<String, Phase> phases(Round round) {
        Map<String, Phase> phases = new java.util.LinkedHashMap<>();
        phases.put("publish", round.publish());
        phases.put("fetch", round.fetch());
        phases.put("read", round.read());
        phases.put("fetch, then read", round.fetchThenRead());
        phases.put("fetch+read, one GET", round.oneGet());
        return phases;
    }

    private static Table cpu(Round last) {
        Map<String, Phase> phases = phases(last);
        TreeSet<String> processes = new TreeSet<>();
        phases.values()
                .forEach(phase ->
                        processes.addAll(phase.cpuSecondsPerGiBByProcess().keySet()));
        Table table = new Table("CPU-s/GiB, last round", "publish", "fetch", "read", "fetch, then read", "one GET");
        for (String process : processes) {
            List<Double> cells = phases.values().stream()
                    .map(phase -> phase.cpuSecondsPerGiBByProcess().getOrDefault(process, Double.NaN))
                    .toList();
            table.row(process, cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
        }
        return table;
    }

    private static Table peaks(List<Round> rounds) {
        Table table = new Table("peak RSS, MiB", "round 1", "round 2", "round 3");
        rounds.getFirst()
                .peakRssMebibytes()
                .keySet()
                .forEach(service -> table.row(
                        service, peak(rounds, 0, service), peak(rounds, 1, service), peak(rounds, 2, service)));
        return table;
    }

    private static Double peak(List<Round> rounds, int index, String service) {
        return index < rounds.size()
                ? rounds.get(index).peakRssMebibytes().getOrDefault(service, Double.NaN)
                : Double.valueOf(Double.NaN);
    }
}
