package dev.kontor.bench.federation;

import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The federation that several scenarios of one run use one after the other.
public final class Sites {
    private final int most;
    private @Nullable Federation running;

    /// @param most as many sites as any of the scenarios needs
    public Sites(int most) {
        this.most = most;
    }

    /// The federation, which is started when it does not run.
    public Federation running(Workbench bench) throws IOException {
        Federation known = running;
        if (known == null) {
            known = Federation.of(most, bench);
            running = known;
        }
        return known;
    }
}
