package dev.kontor.cli.share;

import dev.kontor.cli.json.Json;
import java.util.Locale;

/// How a poll ended, as its answer says. An answer without an outcome means that the poll goes on.
enum RunStatus {
    PUBLISHED,
    UNCHANGED,
    RUNNING,
    FAILED;

    static RunStatus of(Json run) {
        return switch (run.text("outcome").orElse("running").toLowerCase(Locale.ROOT)) {
            case "published" -> PUBLISHED;
            case "unchanged" -> UNCHANGED;
            case "running" -> RUNNING;
            default -> FAILED;
        };
    }

    boolean failed() {
        return this == FAILED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
