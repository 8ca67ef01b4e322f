package dev.kontor.connector.fetch;

import java.time.Duration;

/// What a source may cost us.
///
/// @param connect time to connect
/// @param answer time until the headers of an answer
/// @param silence longest time without a byte of a body
/// @param entry bytes of one document
/// @param listPage bytes of one page of a list
/// @param pages pages of a list
/// @param items items of a list, over all pages
public record FetchLimits(
        Duration connect, Duration answer, Duration silence, long entry, int listPage, int pages, int items) {
    public FetchLimits {
        if (entry < 1 || listPage < 1 || pages < 1 || items < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
