package dev.kontor.transfer.scrub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.transfer.snapshot.Damage;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SnapshotId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the walk over the piece store is, and what is damaged.
///
/// @param demanded whether somebody asked for it, so that it runs through without pauses
/// @param percent of the store that it has looked at
/// @param damagedPieces pieces that this walk found rotten, or missing and needed
/// @param completedAt when it was through; absent while it runs
/// @param nextAt when the next one begins by itself; absent when none does
/// @param unmended snapshots that lack pieces now
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScrubView(
        @JsonProperty("startedAt") @Nullable Instant startedAt,
        @JsonProperty("demanded") boolean demanded,
        @JsonProperty("percent") int percent,
        @JsonProperty("pieces") long pieces,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("damagedPieces") long damagedPieces,
        @JsonProperty("completedAt") @Nullable Instant completedAt,
        @JsonProperty("nextAt") @Nullable Instant nextAt,
        @JsonProperty("unmended") List<Unmended> unmended) {

    /// A snapshot that lacks pieces.
    ///
    /// @param ours whether we published it
    /// @param pieces how many it lacks, as far as known
    /// @param reason why they are not back yet; absent before the first attempt
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Unmended(
            @JsonProperty("snapshotId") SnapshotId snapshotId,
            @JsonProperty("orgId") OrgId orgId,
            @JsonProperty("namespace") String namespace,
            @JsonProperty("sequence") long sequence,
            @JsonProperty("ours") boolean ours,
            @JsonProperty("pieces") long pieces,
            @JsonProperty("foundAt") Instant foundAt,
            @JsonProperty("triedAt") @Nullable Instant triedAt,
            @JsonProperty("reason") @Nullable String reason) {
        static Unmended of(Damage damage, Snapshot snapshot) {
            return new Unmended(
                    damage.snapshotId(),
                    snapshot.manifest().orgId(),
                    snapshot.manifest().namespace().text(),
                    snapshot.manifest().sequence(),
                    snapshot.ours(),
                    damage.pieces(),
                    damage.foundAt(),
                    damage.triedAt().orElse(null),
                    damage.reason().isEmpty() ? null : damage.reason());
        }
    }

    static ScrubView of(@Nullable Pass pass, Duration every, List<Unmended> unmended) {
        if (pass == null) {
            return new ScrubView(null, false, 0, 0, 0, 0, null, null, unmended);
        }
        return new ScrubView(
                pass.startedAt(),
                pass.demanded(),
                pass.shard() * 100 / PieceStore.SHARDS,
                pass.pieces(),
                pass.bytes(),
                pass.damaged(),
                pass.completedAt().orElse(null),
                every.isZero() ? null : pass.startedAt().plus(every),
                unmended);
    }
}
