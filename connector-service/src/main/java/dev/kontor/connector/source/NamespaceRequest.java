package dev.kontor.connector.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A namespace as JSON: what the admin API receives, stores and shows. [SpecCheck] turns it into a [NamespaceSpec].
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespaceRequest(
        @Nullable String name,
        @Nullable Mode mode,
        @Nullable Source source,
        @Nullable Long pollSeconds,
        @Nullable Integer pieceSize) {

    public NamespaceRequest withName(String given) {
        return new NamespaceRequest(given, mode, source, pollSeconds, pieceSize);
    }

    /// The same with the values of the source's headers hidden, for showing.
    public NamespaceRequest redacted() {
        if (source == null || source.headers() == null) {
            return this;
        }
        Map<String, String> hidden = new java.util.TreeMap<>();
        source.headers().keySet().forEach(name -> hidden.put(name, "***"));
        return new NamespaceRequest(
                name, mode, new Source(source.kind(), source.url(), hidden, source.list()), pollSeconds, pieceSize);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(
            @Nullable String kind,
            @Nullable String url,
            @Nullable Map<String, String> headers,
            @Nullable Items list) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Items(
            @Nullable String items,
            @Nullable String id,
            @Nullable String href,
            @Nullable String next,
            @Nullable String version,
            @Nullable List<Format> formats) {}
}
