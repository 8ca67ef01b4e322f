package dev.kontor.transfer.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A transfer for people.
///
/// @param pieces content pieces of the snapshot
/// @param bytes plaintext bytes of them
/// @param fetchedPieces pieces that travelled; the others were here already
/// @param badPieces pieces that came damaged and were refused
/// @param bytesPerSecond of what travels: at the moment while it runs, over the whole time when it is over
/// @param secondsLeft until it is over at this rate; absent while nothing comes, and when it is over
/// @param holders sites that it comes from, while it runs
/// @param sources connections that deliver now
/// @param waitingFor whom or what the transfer waits for now; absent when it is over
/// @param reason why it failed
/// @param receiptId digest of the signed receipt
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record TransferView(
        @JsonProperty("transferId") TransferId transferId,
        @JsonProperty("direction") Direction direction,
        @JsonProperty("partner") OrgId partner,
        @JsonProperty("site") SiteId site,
        @JsonProperty("namespace") String namespace,
        @JsonProperty("snapshotId") SnapshotId snapshotId,
        @JsonProperty("grantId") GrantId grantId,
        @JsonProperty("state") TransferState state,
        @JsonProperty("pieces") int pieces,
        @JsonProperty("bytes") long bytes,
        @JsonProperty("fetchedPieces") int fetchedPieces,
        @JsonProperty("fetchedBytes") long fetchedBytes,
        @JsonProperty("badPieces") int badPieces,
        @JsonProperty("bytesPerSecond") @Nullable Long bytesPerSecond,
        @JsonProperty("secondsLeft") @Nullable Long secondsLeft,
        @JsonProperty("holders") @Nullable List<Holder> holders,
        @JsonProperty("sources") @Nullable Integer sources,
        @JsonProperty("waitingFor") @Nullable String waitingFor,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("startedAt") Instant startedAt,
        @JsonProperty("completedAt") @Nullable Instant completedAt,
        @JsonProperty("receiptId") @Nullable String receiptId) {

    static TransferView of(Transfer transfer, Optional<Progress> live, Instant now) {
        Transfer.What what = transfer.what();
        Transfer.Tally tally = transfer.tally();
        long fetchedBytes = live.map(Progress::verifiedBytes).orElse(tally.fetchedBytes());
        Instant end = transfer.times()
                .completedAt()
                .orElse(live.isPresent() ? now : transfer.times().updatedAt());
        boolean received = transfer.direction() == Direction.RECEIVED;
        return new TransferView(
                transfer.id(),
                transfer.direction(),
                what.orgId(),
                what.siteId(),
                what.namespace().text(),
                what.snapshotId(),
                what.grantId(),
                transfer.state(),
                tally.pieces(),
                tally.bytes(),
                live.map(Progress::verifiedPieces).orElse(tally.fetchedPieces()),
                fetchedBytes,
                live.map(Progress::badPieces).orElse(tally.badPieces()),
                received ? live.map(Progress::bytesPerSecond).orElse(rate(fetchedBytes, transfer, end)) : null,
                live.flatMap(Progress::left).map(Duration::toSeconds).orElse(null),
                live.map(Progress::deliveries).map(TransferView::holders).orElse(null),
                live.map(Progress::sources).orElse(null),
                live.map(Progress::waitingFor).orElse(waiting(transfer.state())),
                transfer.reason().isEmpty() ? null : transfer.reason(),
                transfer.times().startedAt(),
                transfer.times().completedAt().orElse(null),
                transfer.receiptId().map(Bytes::hex).orElse(null));
    }

    /// A site that pieces came from.
    @RegisterForReflection
    record Holder(
            @JsonProperty("site") SiteId site,
            @JsonProperty("pieces") int pieces,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("badPieces") int badPieces) {}

    private static List<Holder> holders(List<Progress.Delivery> deliveries) {
        return deliveries.stream()
                .map(from -> new Holder(from.site(), from.pieces(), from.bytes(), from.badPieces()))
                .toList();
    }

    private static long rate(long bytes, Transfer transfer, Instant end) {
        Duration time = Duration.between(transfer.times().startedAt(), end);
        return bytes * 1000 / Math.max(1, time.toMillis());
    }

    private static @Nullable String waiting(TransferState state) {
        return switch (state) {
            case FETCHING -> "the next attempt to reach the partner";
            case PAUSED -> "somebody to resume it";
            case STORED -> "identity-service, for the receipt's signature";
            case RECEIPTED -> "the partner's countersignature";
            case COUNTERSIGNED, FAILED -> null;
        };
    }
}
