package dev.kontor.transfer.shelf;

import dev.kontor.kit.trace.Spans;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.port.Shelf;
import dev.kontor.transfer.site.OwnSite;
import dev.kontor.transfer.site.SealedKey;
import dev.kontor.transfer.snapshot.PieceIds;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.snapshot.Vault;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Serves our own snapshots to partners.
@ApplicationScoped
class OwnShelf implements Shelf {
    private static final Logger LOG = Logger.getLogger(OwnShelf.class);

    // Our choice.
    private static final long RETRY_MILLIS = 1000;
    private static final int MAX_SEALED = 4096;

    private record Seal(SnapshotId snapshot, SiteId receiver, Bytes keyId) {}

    private final Access access;
    private final OwnSite site;
    private final Snapshots snapshots;
    private final OwnPieces pieces;
    private final Vault vault;
    private final Evidence evidence;
    private final MeterRegistry meters;
    private final Counter sent;
    private final Recent<Seal, SealedKey> seals = new Recent<>(MAX_SEALED);

    OwnShelf(
            Access access,
            OwnSite site,
            Snapshots snapshots,
            OwnPieces pieces,
            Vault vault,
            Evidence evidence,
            MeterRegistry meters) {
        this.access = access;
        this.site = site;
        this.snapshots = snapshots;
        this.pieces = pieces;
        this.vault = vault;
        this.evidence = evidence;
        this.meters = meters;
        this.sent = Counter.builder("kontor.data.sent").baseUnit("bytes").register(meters);
    }

    /// What is exchanged about snapshots, besides their bytes.
    @Singleton
    static class Evidence {
        private final Receipts receipts;
        private final Tickets tickets;

        Evidence(Receipts receipts, Tickets tickets) {
            this.receipts = receipts;
            this.tickets = tickets;
        }
    }

    @Override
    public Frame head(SiteId peer, Frame.Head question) {
        return Spans.answering("HEAD of a snapshot", question.trace(), () -> answer(peer, question));
    }

    private Frame answer(SiteId peer, Frame.Head question) {
        try {
            NamespaceName namespace = NamespaceName.parse(question.namespace());
            return head(peer, namespace, question);
        } catch (MalformedException malformed) {
            return new Frame.Missing(0, "no namespace has such a name");
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "cannot answer a partner site=%s namespace=%s", peer, question.namespace());
            return new Frame.Busy(0, RETRY_MILLIS);
        }
    }

    private Frame head(SiteId peer, NamespaceName namespace, Frame.Head question) {
        Optional<Snapshot> found = question.wanted().empty()
                ? snapshots.latest(site.orgId(), namespace)
                : snapshots
                        .find(new SnapshotId(question.wanted()))
                        .filter(snapshot -> snapshot.ours()
                                && snapshot.manifest().namespace().equals(namespace));
        SnapshotId id = found.map(Snapshot::id).orElse(null);
        Access.Decision decision = access.decide(peer, namespace, id);
        if (!(decision instanceof Access.Allowed allowed)) {
            count(decision);
            return refusal(0, decision);
        }
        if (found.isEmpty()) {
            return new Frame.Missing(0, "nothing is published yet");
        }
        if (question.known().equals(found.get().id().bytes())) {
            return new Frame.Current(allowed.grantId().bytes(), question.known());
        }
        return manifest(peer, allowed, found.get(), question);
    }

    private Frame manifest(SiteId peer, Access.Allowed allowed, Snapshot snapshot, Frame.Head question) {
        Optional<HpkePublicKey> key = allowed.descriptor().sealingKey();
        if (key.isEmpty()) {
            return new Frame.Denied(0, "no-key", "your descriptor names no HPKE key that is understood here");
        }
        SealedKey sealed = seals.get(
                new Seal(snapshot.id(), peer, key.get().keyId()), _ -> vault.sealTo(peer, key.get(), snapshot));
        List<Bytes> enclosed = pieces.enclosed(snapshot, question.known(), question.room());
        sent.increment((double) enclosed.stream().mapToLong(Bytes::size).sum());
        return new Frame.Manifest(
                allowed.grantId().bytes(),
                snapshot.record().encoded(),
                sealed.keyId(),
                sealed.sealed().enc(),
                sealed.sealed().ciphertext(),
                enclosed);
    }

    @Override
    public Serving serving(SiteId peer, Frame.Fetch question) {
        return Spans.answering("FETCH of pieces", question.trace(), () -> open(peer, question));
    }

    private Serving open(SiteId peer, Frame.Fetch question) {
        try {
            NamespaceName name = NamespaceName.parse(question.namespace());
            SnapshotId id = new SnapshotId(question.snapshotId());
            Optional<Snapshot> snapshot = snapshots
                    .find(id)
                    .filter(found ->
                            found.ours() && found.manifest().namespace().equals(name));
            return snapshot.isEmpty()
                    ? new Served(peer, name, id, Optional.empty())
                    : new Served(peer, name, id, Optional.of(pieces.of(id)));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "cannot serve a partner site=%s namespace=%s", peer, question.namespace());
            return new Unservable();
        }
    }

    @Override
    public Frame receipt(SiteId peer, Frame.Receipt receipt) {
        try {
            return evidence.receipts.countersign(peer, receipt.signed());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "cannot countersign a receipt site=%s", peer);
            return new Frame.Busy(0, RETRY_MILLIS);
        }
    }

    @Override
    public Frame ticket(SiteId peer, Frame.Apply question) {
        try {
            NamespaceName namespace = NamespaceName.parse(question.namespace());
            return evidence.tickets.give(peer, namespace, new SnapshotId(question.snapshotId()));
        } catch (MalformedException malformed) {
            return new Frame.Missing(0, "no namespace has such a name");
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "cannot give a ticket site=%s namespace=%s", peer, question.namespace());
            return new Frame.Busy(0, RETRY_MILLIS);
        }
    }

    @Override
    public Admission admit(SiteId peer, Frame.Present present) {
        try {
            return evidence.tickets.admit(peer, present.signed());
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "cannot look at a ticket site=%s", peer);
            return Admission.refused(new Frame.Busy(0, RETRY_MILLIS));
        }
    }

    static Frame.Status refusal(int index, Access.Decision decision) {
        return switch (decision) {
            case Access.Denied(var rule, var detail) -> new Frame.Denied(index, rule, detail);
            case Access.Unknown _ -> new Frame.Denied(index, "denied", "");
            case Access.Unconfirmed _ -> new Frame.Busy(index, RETRY_MILLIS);
            case Access.Allowed _ -> throw new IllegalStateException("allowed is no refusal");
        };
    }

    private void count(Access.Decision decision) {
        String rule = switch (decision) {
            case Access.Denied denied -> denied.rule();
            case Access.Unknown _ -> "unknown";
            case Access.Unconfirmed _ -> "unconfirmed";
            case Access.Allowed _ -> "allowed";
        };
        meters.counter("kontor.data.refused", "rule", rule).increment();
    }

    /// A snapshot for a peer; the decision is made anew for every piece.
    private final class Served implements Serving {
        private final SiteId peer;
        private final NamespaceName namespace;
        private final SnapshotId id;
        private final Optional<PieceIds> held;

        Served(SiteId peer, NamespaceName namespace, SnapshotId id, Optional<PieceIds> held) {
            this.peer = peer;
            this.namespace = namespace;
            this.id = id;
            this.held = held;
        }

        @Override
        public Optional<Frame.Status> refusal(int index, Frame.Wanted wanted) {
            Access.Decision decision = access.decide(peer, namespace, id);
            if (!(decision instanceof Access.Allowed)) {
                count(decision);
                return Optional.of(OwnShelf.refusal(index, decision));
            }
            if (held.isEmpty()) {
                return Optional.of(new Frame.Gone(index));
            }
            return held.get().contains(wanted.pieceId())
                    ? Optional.empty()
                    : Optional.of(new Frame.Missing(index, "no such piece in this snapshot"));
        }

        @Override
        public void onSent(long bytes) {
            sent.increment((double) bytes);
        }

        @Override
        public void onUnreadable(Bytes pieceId, String reason) {
            LOG.errorf("piece cannot be read piece=%s reason=%s", pieceId, reason);
        }
    }

    /// When the database cannot be asked: come back later.
    private static final class Unservable implements Serving {
        @Override
        public Optional<Frame.Status> refusal(int index, Frame.Wanted wanted) {
            return Optional.of(new Frame.Busy(index, RETRY_MILLIS));
        }

        @Override
        public void onSent(long bytes) {}

        @Override
        public void onUnreadable(Bytes pieceId, String reason) {}
    }
}
