package dev.kontor.connector.fetch;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What an operator can set for connector-service, under `kontor.source`.
@StaticInitSafe
@ConfigMapping(prefix = "kontor.source")
public interface SourceConfig {
    @WithDefault("5S")
    Duration connectTimeout();

    /// Time until a source's headers.
    @WithDefault("30S")
    Duration answerTimeout();

    /// Longest silence inside a body.
    @WithDefault("30S")
    Duration silenceTimeout();

    /// Bytes of one document; 1 TiB.
    @WithDefault("1099511627776")
    long maxEntryBytes();

    /// Bytes of one page of a list; 16 MiB.
    @WithDefault("16777216")
    int maxListPageBytes();

    @WithDefault("10000")
    int maxPages();

    @WithDefault("200000")
    int maxItems();

    /// Polls under way at once, over all namespaces.
    @WithDefault("4")
    int concurrentPolls();

    /// How long `POST …/poll` waits for the poll to end.
    @WithDefault("60S")
    Duration pollWait();
}
