package dev.kontor.connector.source;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a namespace is served.
public enum Mode {
    /// Polled into immutable snapshots.
    @JsonProperty("snapshot")
    SNAPSHOT,
    /// Each request is passed through to the source.
    @JsonProperty("live")
    LIVE;

    /// The word used in JSON and in events.
    public String word() {
        return switch (this) {
            case SNAPSHOT -> "snapshot";
            case LIVE -> "live";
        };
    }
}
