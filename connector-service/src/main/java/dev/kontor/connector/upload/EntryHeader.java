package dev.kontor.connector.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What transfer-service is told of an entry before its bytes.
///
/// @param size bytes, or -1 when the source did not announce them
/// @param unchanged whether the entry is as in the last snapshot; then no bytes follow
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryHeader(
        String path,
        @Nullable String mediaType,
        @Nullable Instant modifiedAt,
        @Nullable Long size,
        @Nullable Boolean unchanged) {}
