package dev.kontor.gateway.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a namespace is shared.
public enum Mode {
    /// As immutable content, polled from time to time.
    SNAPSHOT,
    /// Each request goes to the source.
    LIVE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A mode that this version does not know is treated as a snapshot: transfer-service will say what it thinks of it.
    @JsonCreator
    public static Mode of(String word) {
        return word.equalsIgnoreCase("live") ? LIVE : SNAPSHOT;
    }
}
