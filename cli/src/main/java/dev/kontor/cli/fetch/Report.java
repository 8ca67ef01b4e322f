package dev.kontor.cli.fetch;

import dev.kontor.cli.download.Totals;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a `get` did.
///
/// @param output where it went, `-` for standard output
record Report(String address, String output, Provenance provenance, Totals totals, Duration took) {

    private static final double NANOS = 1e9;

    boolean onStandardOutput() {
        return output.equals("-");
    }

    String json() {
        return JsonText.pretty(Json.object()
                .with("address", address)
                .with("output", output)
                .with("snapshot", provenance.snapshot().orElse(null))
                .with("receipt", provenance.receipt().orElse(null))
                .with("source", provenance.source().orElse(null))
                .with("files", totals.files())
                .with("bytes", totals.bytes())
                .with("receivedBytes", totals.received())
                .with("unchangedFiles", totals.unchanged())
                .with("unverifiedFiles", totals.unverified())
                .with("seconds", took.toMillis() / 1000.0)
                .build());
    }

    List<String> sentences() {
        var lines = new ArrayList<String>();
        if (!onStandardOutput()) {
            lines.add(Terminal.clean(summary()));
        }
        provenance.remark().map(Terminal::clean).ifPresent(lines::add);
        return lines;
    }

    private String summary() {
        String files = totals.files() == 1 ? "1 file" : totals.files() + " files";
        String unchanged = totals.unchanged() == 0 ? "" : ", " + totals.unchanged() + " already here";
        return files + ", " + Amount.bytes(totals.bytes()) + unchanged + ", in " + Amount.duration(took) + rate()
                + " to " + output + "; " + checked() + ".";
    }

    private String rate() {
        double seconds = took.toNanos() / NANOS;
        return totals.received() == 0 ? "" : " (" + Amount.bytes((long) (totals.received() / seconds)) + "/s)";
    }

    private String checked() {
        if (totals.unverified() == 0) {
            return "every SHA-256 checked";
        }
        return totals.unverified() == totals.files()
                ? "no SHA-256 to check, the source is live"
                : totals.unverified() + " without a SHA-256 to check";
    }
}
