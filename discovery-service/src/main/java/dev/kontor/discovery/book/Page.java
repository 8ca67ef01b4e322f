package dev.kontor.discovery.book;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What one site tells a partner's site; docs/spec/edge.md, "The address book". Nothing in it is to be believed before
/// it is checked.
///
/// @param descriptor its own signed descriptor
/// @param tellable whether the receiver may tell its partners of it
/// @param priorityNodes `host:port` of the nodes of priority sites, its own included
/// @param sites signed descriptors of others; always empty in a question
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true) // a newer site may tell more than we understand
record Page(
        @JsonProperty(value = "descriptor", required = true) Bytes descriptor,

        @JsonProperty(value = "tellable", required = true) boolean tellable,

        @JsonProperty(value = "priorityNodes", required = true)
        List<String> priorityNodes,

        @JsonProperty(value = "sites", required = true) List<Bytes> sites) {
    /// Specification: most of each.
    static final int PRIORITY_NODES = 32;

    static final int SITES = 1_000;

    Page {
        priorityNodes = List.copyOf(priorityNodes);
        sites = List.copyOf(sites);
    }
}
