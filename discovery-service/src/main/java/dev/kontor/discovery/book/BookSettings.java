package dev.kontor.discovery.book;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What the operator decides about the address book.
@ConfigMapping(prefix = "kontor.address-book")
interface BookSettings {
    /// Whether partners may tell their partners where we are, and with it that we are theirs. Who tells nobody of
    /// itself is told of nobody but priority sites.
    @WithDefault("false")
    boolean tellable();

    /// How often each partner is asked.
    @WithDefault("10m")
    Duration every();
}
