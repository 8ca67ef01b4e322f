package dev.kontor.launcher.progress;

import java.time.Duration;
import java.util.Locale;

/// Elapsed time as people read it: `0.4 s`, `12.3 s`, `2 min 05 s`.
public final class ElapsedText {
    private ElapsedText() {}

    public static String of(Duration elapsed) {
        long tenths = elapsed.toMillis() / 100;
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        return String.format(Locale.ROOT, "%d min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
