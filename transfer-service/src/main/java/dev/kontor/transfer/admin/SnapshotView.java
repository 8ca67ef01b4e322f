package dev.kontor.transfer.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A snapshot for people.
///
/// @param ours whether we published it
/// @param bytes plaintext bytes of its pieces
/// @param transferId the transfer that brought it
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record SnapshotView(
        @JsonProperty("snapshotId") SnapshotId snapshotId,
        @JsonProperty("orgId") OrgId orgId,
        @JsonProperty("siteId") SiteId siteId,
        @JsonProperty("namespace") String namespace,
        @JsonProperty("sequence") long sequence,
        @JsonProperty("ours") boolean ours,
        @JsonProperty("entries") int entries,
        @JsonProperty("pieces") int pieces,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("storedAt") Instant storedAt,
        @JsonProperty("transferId") @Nullable TransferId transferId) {

    static SnapshotView of(Snapshot snapshot) {
        var manifest = snapshot.manifest();
        return new SnapshotView(
                snapshot.id(),
                manifest.orgId(),
                manifest.siteId(),
                manifest.namespace().text(),
                manifest.sequence(),
                snapshot.ours(),
                manifest.content().entries(),
                manifest.content().pieces(),
                manifest.content().bytes(),
                manifest.createdAt(),
                snapshot.storedAt(),
                snapshot.transferId());
    }
}
