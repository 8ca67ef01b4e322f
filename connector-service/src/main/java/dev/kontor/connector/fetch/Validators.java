package dev.kontor.connector.fetch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What lets us ask a source for a document only if it changed (RFC 9110 section 13).
///
/// @param version the item's version in its list, when the list tells one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Validators(
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String version) {
    public static final Validators NONE = new Validators(null, null, null);

    public Validators withVersion(@Nullable String newVersion) {
        return new Validators(etag, lastModified, newVersion);
    }

    /// Whether a conditional request can be made at all.
    @JsonIgnore
    public boolean usable() {
        return etag != null || lastModified != null;
    }
}
