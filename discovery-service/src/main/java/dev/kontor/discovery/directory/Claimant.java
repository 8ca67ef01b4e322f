package dev.kontor.discovery.directory;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.Evidence;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A site that goes by a name, with what it offers as evidence. Names are first come, first squatted in a DHT: without
/// proof a claim is only a claim.
///
/// @param proved whether the evidence was checked and holds
/// @param descriptor the signed descriptor; absent when the site announces the name and cannot be found itself
@RegisterForReflection
public record Claimant(
        OrgId orgId,
        SiteId siteId,
        List<EvidenceView> evidence,
        boolean proved,
        @Nullable Bytes descriptor,
        List<EndpointView> endpoints) {

    /// What a claimant refers to, such as a DNS domain.
    @RegisterForReflection
    public record EvidenceView(String kind, String text) {
        static EvidenceView of(Evidence evidence) {
            return new EvidenceView(evidence.kind().name().toLowerCase(Locale.ROOT), evidence.text());
        }
    }

    /// Where a site is reached.
    @RegisterForReflection
    public record EndpointView(String kind, String host, int port) {
        static List<EndpointView> of(Descriptor descriptor) {
            return descriptor.endpoints().stream()
                    .map(endpoint -> new EndpointView(
                            endpoint.kind().name().toLowerCase(Locale.ROOT), endpoint.host(), endpoint.port()))
                    .toList();
        }
    }
}
