package dev.kontor.bench.startup;

import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Part;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.meter.Meter;
import dev.kontor.bench.meter.Usage;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Starts the whole demo in each form, on databases that are there already, all processes at once as it always does.
public final class StartUp implements Scenario {
    private static final Duration CALM = Duration.ofSeconds(5);

    /// One start.
    ///
    /// @param seconds from the command until everything was ready and the story told
    /// @param readySeconds from the first process' start until the last service was ready
    /// @param processes each of them
    /// @param memoryByKind of all processes after the story, the launcher included
    /// @param total of these
    record Start(
            String form,
            double seconds,
            double readySeconds,
            List<Started> processes,
            Map<String, Usage> memoryByKind,
            Usage total) {}

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        bench.stage().prepare();
        List<Start> starts = new ArrayList<>();
        starts.add(start(bench, Form.PLAIN));
        if (bench.stage().hasNativeBinaries()) {
            starts.add(start(bench, Form.NATIVE));
        } else {
            bench.say().accept("startup: no native binaries are built, so that form is left out");
        }
        starts.add(start(bench, Form.CACHED));
        return new Result(name(), starts, text(starts));
    }

    private static Start start(Workbench bench, Form form) {
        bench.stage().stop();
        try (StartWatch watch = new StartWatch(bench.stage().state())) {
            long began = System.nanoTime();
            Demo demo = bench.stage().restart(form);
            double seconds = (System.nanoTime() - began) / 1e9;
            Patience.pause(CALM);
            Map<String, Usage> kinds = byKind(demo);
            List<Started> seen = watch.seen();
            return new Start(form.name(), seconds, watch.readySeconds(), seen, kinds, Meter.total(kinds));
        }
    }

    private static Map<String, Usage> byKind(Demo demo) {
        Map<String, Usage> kinds = new TreeMap<>();
        Map<String, Usage> all = demo.meter().read();
        Map<String, String> kindOf = new LinkedHashMap<>();
        demo.parts().stream()
                .filter(Part::service)
                .forEach(part -> kindOf.put(part.title(), "services, " + part.form()));
        all.forEach((name, usage) -> {
            if (!name.startsWith("bench")) {
                kinds.merge(kindOf.getOrDefault(name, name), usage, Usage::plus);
            }
        });
        return kinds;
    }

    private static String text(List<Start> starts) {
        StringBuilder text = new StringBuilder();
        for (Start start : starts) {
            text.append(text(start)).append('\n');
        }
        return text.toString();
    }

    private static String text(Start start) {
        Table processes = new Table(
                "start as " + start.form(),
                "form",
                "ready s",
                "says s",
                "CPU-s",
                "RSS MiB",
                "PSS MiB",
                "RSS later",
                "PSS later");
        start.processes()
                .forEach(one -> processes.row(
                        one.process(),
                        one.form(),
                        one.seconds(),
                        one.saysStartedIn(),
                        one.cpuSeconds(),
                        one.whenReady().rssMebibytes(),
                        one.whenReady().pssMebibytes(),
                        one.afterStory().rssMebibytes(),
                        one.afterStory().pssMebibytes()));
        Table kinds = new Table("after the story", "RSS MiB", "PSS MiB");
        start.memoryByKind().forEach((kind, usage) -> kinds.row(kind, usage.rssMebibytes(), usage.pssMebibytes()));
        kinds.row("all", start.total().rssMebibytes(), start.total().pssMebibytes());
        return processes
                + String.format(
                        java.util.Locale.ROOT,
                        "all ready after %.1f s, story told after %.1f s%n",
                        start.readySeconds(),
                        start.seconds())
                + kinds;
    }
}
