package dev.kontor.launcher.command;

import dev.kontor.launcher.command.StatusReport.ProcessReport;
import dev.kontor.launcher.command.StatusReport.SiteReport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A status report as a person reads it.
final class StatusText {
    private StatusText() {}

    static String of(StatusReport report) {
        StringBuilder text = new StringBuilder();
        text.append(report.instance()).append(": ").append(headline(report)).append('\n');
        for (SiteReport site : report.sites()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n  site %s (%s)%n    LAN API %s   public %s   sign-in %s%n    data    %s%n",
                    site.site().label(),
                    site.site().organisation(),
                    site.site().lanUrl(),
                    site.site().edge(),
                    site.site().issuer(),
                    site.site().data()));
            append(text, site.processes());
        }
        if (!report.shared().isEmpty()) {
            text.append("\n  shared\n");
            append(text, report.shared());
        }
        report.extras().forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %s: %s%n", name, value)));
        return text.toString();
    }

    private static String headline(StatusReport report) {
        return switch (report.condition()) {
            case RUNNING -> "running, everything is ready (launcher process " + report.launcherPid() + ")";
            case DEGRADED -> "running, but not everything is ready (launcher process " + report.launcherPid() + ")";
            case ORPHANED ->
                "its launcher (process " + report.launcherPid() + ") is gone and left processes behind, which nobody"
                        + " watches. `./kontor stop` ends them; starting again ends them first";
            case CRASHED ->
                "its launcher (process " + report.launcherPid()
                        + ") ended without stopping it; nothing is left running";
            case STOPPED -> "stopped";
        };
    }

    private static void append(StringBuilder text, List<ProcessReport> processes) {
        for (ProcessReport process : processes) {
            text.append(String.format(
                    Locale.ROOT,
                    "    %-18s %-10s pid %-8s %-8s %s%s%n      log %s%n",
                    process.role(),
                    process.state(),
                    process.pid() == null ? "-" : process.pid().toString(),
                    process.form(),
                    ports(process),
                    process.restarts() > 0 ? "  restarted " + process.restarts() + "×" : "",
                    process.log()));
        }
    }

    private static String ports(ProcessReport process) {
        return process.ports().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", "));
    }
}
