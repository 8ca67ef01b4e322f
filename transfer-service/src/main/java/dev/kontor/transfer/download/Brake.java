package dev.kontor.transfer.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stops a transfer from outside, whatever it does at the moment: the downloads that run, and those that it
/// would begin. Safe for use by any thread.
public final class Brake {
    private final List<PieceDownload> downloads = new ArrayList<>();
    private @Nullable Stop asked;

    /// Stops it; the first word counts.
    public synchronized void pull(Stop stop) {
        if (asked == null) {
            asked = stop;
            downloads.forEach(download -> download.stop(stop));
        }
    }

    /// The transfer is about to run this download.
    public synchronized void watch(PieceDownload download) {
        downloads.add(download);
        if (asked != null) {
            download.stop(asked);
        }
    }

    public synchronized Optional<Stop> asked() {
        return Optional.ofNullable(asked);
    }
}
