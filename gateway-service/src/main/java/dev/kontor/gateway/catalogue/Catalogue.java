package dev.kontor.gateway.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.id.OrgId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/// What one organisation shares with one other: the answer of `GET /catalogue` between sites.
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true) // a newer partner may say more
public record Catalogue(
        @JsonProperty("orgId") OrgId orgId,
        @JsonProperty("namespaces") List<Shared> namespaces) {
    public static final int MOST = 10_000;

    /// One namespace.
    ///
    /// @param pathPrefix the part of it that is shared; empty for all
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shared(
            @JsonProperty("name") NamespaceName name,
            @JsonProperty("mode") Mode mode,
            @JsonProperty("pathPrefix") String pathPrefix) {}

    public Catalogue {
        if (namespaces.size() > MOST) {
            throw new IllegalArgumentException("a catalogue has at most " + MOST + " namespaces");
        }
        namespaces = List.copyOf(namespaces);
    }

    public Optional<Shared> find(NamespaceName name) {
        return namespaces.stream().filter(shared -> shared.name().equals(name)).findFirst();
    }
}
