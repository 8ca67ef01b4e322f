package dev.kontor.transfer.publish;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.MalformedException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What precedes the bytes of an uploaded entry, as one JSON object.
///
/// @param path where the entry lies in the namespace
/// @param mediaType as the source says; `application/octet-stream` when absent
/// @param modifiedAt when the source says it changed
/// @param size number of bytes, when known beforehand; a different number of bytes is refused
/// @param unchanged the entry is as in the last snapshot; no bytes follow
@RegisterForReflection
public record EntryHeader(
        @JsonProperty(value = "path", required = true) String path,
        @JsonProperty("mediaType") @Nullable String mediaType,
        @JsonProperty("modifiedAt") @Nullable Instant modifiedAt,
        @JsonProperty("size") @Nullable Long size,
        @JsonProperty("unchanged") @Nullable Boolean unchanged) {

    /// Whether no bytes follow, because they are those of the last snapshot.
    boolean kept() {
        return Boolean.TRUE.equals(unchanged);
    }

    /// Throws [MalformedException] when the text is no path.
    EntryPath entryPath() {
        return EntryPath.parse(path);
    }

    String mediaTypeOrDefault() {
        return mediaType == null || mediaType.isBlank() ? "application/octet-stream" : mediaType;
    }

    /// Throws [MalformedException] when the header announced another size.
    void requireSize(long bytes) {
        if (size != null && size >= 0 && size != bytes) {
            throw new MalformedException(0, "entry " + path + " has " + bytes + " bytes, not " + size);
        }
    }
}
