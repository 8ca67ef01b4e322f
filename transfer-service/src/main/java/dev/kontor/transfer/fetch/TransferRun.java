package dev.kontor.transfer.fetch;

import dev.kontor.kit.trace.Spans;
import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.fetch.Answer.Origin;
import dev.kontor.transfer.ledger.Transfer.Tally;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Failed;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.session.SessionEffect.Paused;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.snapshot.Indexes;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Vault;
import dev.kontor.transfer.store.StoreFullException;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.sign.SignedRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One transfer from its accepted manifest to its receipt: index pieces, content pieces that are missing, catalogue
/// and ledger, receipt. Runs on a virtual thread and blocks. A crash anywhere leaves a row from which the next run
/// goes on; pieces that are here are not fetched again.
final class TransferRun {
    // Our choice: for how long a transfer whose partner cannot be reached is taken up again without being asked for.
    private static final Duration TAKEN_UP_FOR = Duration.ofDays(3);

    /// What a run works with.
    record Tools(Downloads downloads, Vault vault, Indexes indexes, Transfers transfers, ReceiptCourier receipts) {}

    private final Tools tools;
    private final Order order;
    private final Manifest manifest;
    private final LiveTransfers.Live live;
    private final Progress progress;
    private volatile @Nullable Incoming incoming;

    TransferRun(Tools tools, Order order, LiveTransfers.Live live) {
        this.tools = tools;
        this.order = order;
        this.manifest = order.manifest();
        this.live = live;
        this.progress = live.progress();
    }

    /// Transfers everything. Empty when the snapshot was replaced meanwhile: ask for the latest.
    Optional<Answer> run() throws InterruptedException {
        return run(this::content);
    }

    /// Fetches the index only, enters nothing anywhere, and answers what the snapshot holds.
    Optional<Answer> describe() throws InterruptedException {
        return run(key -> Optional.of(here(index(key), tools.downloads().now(), Optional.empty())));
    }

    /// Fetches what is missing of a snapshot that was received before, and enters nothing anywhere.
    Optional<Answer> heal() throws InterruptedException {
        return run(key -> {
            SnapshotIndex index = index(key);
            Outcome outcome = download(contentPieces(index));
            tools.downloads().commit(order.enclosed());
            return outcome instanceof Complete
                    ? Optional.of(here(index, tools.downloads().now(), Optional.empty()))
                    : ended(outcome);
        });
    }

    /// What follows when the index is here.
    @FunctionalInterface
    private interface Next {
        Optional<Answer> with(SnapshotKey key) throws IOException, InterruptedException;
    }

    private Optional<Answer> run(Next next) throws InterruptedException {
        try {
            progress.waitFor("the snapshot's key");
            SnapshotKey key = key();
            if (!manifest.commitsTo(key)) {
                return Optional.of(
                        failed(new Answer.Unverified("the key is not the one that the manifest commits to")));
            }
            Outcome index = download(indexPieces(manifest, key));
            return index instanceof Complete ? next.with(key) : ended(index);
        } catch (MalformedException malformed) {
            return Optional.of(failed(new Answer.Unverified(malformed.reason())));
        } catch (StoreFullException full) {
            // The row stays open: the next round goes on, when there is room.
            return Optional.of(new Answer.Unavailable(String.valueOf(full.getMessage())));
        } catch (IOException failure) {
            return Optional.of(failed(new Answer.Unavailable(String.valueOf(failure.getMessage()))));
        } finally {
            tools.downloads().discard(order.enclosed());
        }
    }

    private SnapshotIndex index(SnapshotKey key) {
        return tools.indexes().open(order.snapshotId(), manifest, key, order.enclosed()::find);
    }

    static List<WantedPiece> contentPieces(SnapshotIndex index) {
        return index.pieces().stream().map(WantedPiece::of).distinct().toList();
    }

    private SnapshotKey key() {
        try {
            return order.opened().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private Optional<Answer> content(SnapshotKey key) throws IOException, InterruptedException {
        SnapshotIndex index = index(key);
        List<WantedPiece> missing = tools.downloads().missing(contentPieces(index), order.enclosed(), progress);
        if (missing.isEmpty()) {
            // Everything is verified: the signature is made while the disk flushes, and kept only after that.
            Instant now = tools.downloads().now();
            CompletableFuture<Optional<SignedRecord>> receipt = CompletableFuture.supplyAsync(
                    () -> receipt(now),
                    task -> Thread.ofVirtual().name("receipt").start(Spans.carried(task)));
            tools.downloads().commit(order.enclosed());
            return Optional.of(store(index, now, receipt.join()));
        }
        tools.downloads().commit(order.enclosed());
        PieceDownload download = tools.downloads().prepare(order, missing, live, this::onVerified);
        Incoming coming = tools.downloads().incoming(download, missing);
        incoming = coming;
        Optional<Help> help = tools.downloads().help(order, missing, download);
        try {
            order.early().complete(here(index, tools.downloads().now(), Optional.of(coming)));
            Outcome outcome = Spans.step("fetch content pieces", download::run);
            coming.onOver(outcome instanceof Refused);
            help.ifPresent(Help::close);
            if (!(outcome instanceof Complete)) {
                return ended(outcome);
            }
            progress.waitFor("the receipt's signature");
            Instant now = tools.downloads().now();
            Answer answer = store(index, now, receipt(now));
            help.filter(Help::permitted).ifPresent(_ -> tools.downloads().lend(order.snapshotId()));
            return Optional.of(answer);
        } finally {
            help.ifPresent(Help::close);
            coming.onOver(false);
        }
    }

    private Optional<SignedRecord> receipt(Instant completedAt) {
        return tools.receipts().sign(order.transfer(), manifest, completedAt);
    }

    private Answer store(SnapshotIndex index, Instant now, Optional<SignedRecord> receipt) {
        Snapshot snapshot = snapshot(now);
        progress.waitFor("the database");
        Spans.step("enter into the ledger", () -> {
            tools.transfers().store(order.transfer(), snapshot, pieces(index), tally(), receipt);
            return snapshot;
        });
        return new Answer.Here(
                snapshot,
                index,
                Origin.PARTNER,
                snapshot.storedAt(),
                receipt.map(SignedRecord::digest),
                Optional.empty());
    }

    private Answer here(SnapshotIndex index, Instant now, Optional<Incoming> coming) {
        return new Answer.Here(snapshot(now), index, Origin.PARTNER, now, Optional.empty(), coming);
    }

    private Snapshot snapshot(Instant storedAt) {
        return Snapshot.of(order.record(), order.key(), false, order.transfer().id(), storedAt);
    }

    private void onVerified() {
        Incoming coming = incoming;
        if (coming != null) {
            coming.onVerified();
        }
    }

    private Outcome download(List<WantedPiece> wanted) throws IOException, InterruptedException {
        List<WantedPiece> missing = tools.downloads().missing(wanted, order.enclosed(), progress);
        return missing.isEmpty()
                ? new Complete()
                : Spans.step("fetch pieces", tools.downloads().prepare(order, missing, live, () -> {})::run);
    }

    static List<WantedPiece> indexPieces(Manifest manifest, SnapshotKey key) {
        List<WantedPiece> pieces = new ArrayList<>();
        List<PieceId> ids = manifest.index().pieces();
        int left = manifest.index().bytes();
        for (int i = 0; i < ids.size(); i++) {
            // All but the last one are full; a manifest that says otherwise asks for pieces that nobody can send.
            int length = Math.min(left, manifest.content().pieceSize());
            pieces.add(new WantedPiece(ids.get(i), KeyDerivation.indexPieceKey(key, i), length));
            left -= length;
        }
        return pieces;
    }

    private List<PieceId> pieces(SnapshotIndex index) {
        List<PieceId> pieces = new ArrayList<>(manifest.index().pieces());
        index.pieces().stream().map(PieceRef::id).forEach(pieces::add);
        return pieces;
    }

    private Optional<Answer> ended(Outcome outcome) {
        return switch (outcome) {
            case Superseded _ -> {
                failed(new Answer.Unavailable("replaced by a newer snapshot"));
                yield Optional.empty();
            }
            case Refused(var rule, var detail) -> Optional.of(failed(new Answer.Refused(rule, detail)));
            case Failed(var slug, var reason)
            when "source-lost".equals(slug) && young() -> Optional.of(interrupted(new Answer.Unreachable(reason)));
            case Failed(var slug, var reason) -> Optional.of(failed(failure(slug, reason)));
            case Paused _ -> {
                tools.transfers().stopped(order.transfer().id(), tally());
                yield Optional.of(Control.paused(order.transfer().id()));
            }
            case Complete _ -> throw new IllegalStateException("complete is no failure");
        };
    }

    private static Answer failure(String slug, String reason) {
        return switch (slug) {
            case "bad-piece" -> new Answer.Unverified(reason);
            case "store-failed", "cancelled" -> new Answer.Unavailable(reason);
            default -> new Answer.Unreachable(reason);
        };
    }

    private boolean young() {
        Instant begun = order.transfer().times().startedAt();
        return tools.downloads().now().isBefore(begun.plus(TAKEN_UP_FOR));
    }

    /// The partner may be back soon: the next round takes it up where it was.
    private Answer interrupted(Answer why) {
        tools.transfers().interrupted(order.transfer().id(), why.toString(), tally());
        return why;
    }

    private Answer failed(Answer why) {
        tools.transfers().fail(order.transfer().id(), why.toString(), tally());
        return why;
    }

    private Tally tally() {
        return new Tally(
                manifest.content().pieces(),
                manifest.content().bytes(),
                progress.verifiedPieces(),
                progress.verifiedBytes(),
                progress.badPieces());
    }
}
