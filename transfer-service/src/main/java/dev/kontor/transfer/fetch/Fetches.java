package dev.kontor.transfer.fetch;

import dev.kontor.kit.trace.Spans;
import dev.kontor.kit.trace.Trace;
import dev.kontor.kit.trust.TrustProjection;
import dev.kontor.transfer.fetch.Revalidation.Finding;
import dev.kontor.transfer.fetch.Revalidation.Question;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.snapshot.Indexes;
import dev.kontor.transfer.snapshot.Recent;
import dev.kontor.transfer.snapshot.Snapshot;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.event.TrustView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SnapshotId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// The latest snapshot of any namespace, ours or a partner's. A partner is asked at most once in the freshness
/// interval, and by one of all who want to know; a transfer that takes long lets readers begin while it runs. Blocks;
/// for virtual threads.
@ApplicationScoped
public class Fetches {
    private static final Logger LOG = Logger.getLogger(Fetches.class);

    // Our choice.
    private static final int MAX_STANDINGS = 2000;
    private static final Duration RETRY_OFFLINE = Duration.ofSeconds(3);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

    private record Key(OrgId orgId, NamespaceName namespace) {}

    /// Who only wants to know what there is must not wait for a transfer, nor cause one.
    private record Errand(Key key, boolean content) {}

    private record Flight(Instant startedAt, CompletableFuture<Answer> done, CompletableFuture<Answer> early) {}

    private final TrustProjection trust;
    private final Revalidation revalidation;
    private final Origins origins;
    private final Transfers transfers;
    private final Held held;
    private final Clock clock;
    private final Recent<Key, Standing> standings = new Recent<>(MAX_STANDINGS);
    private final ConcurrentHashMap<Errand, Flight> flights = new ConcurrentHashMap<>();

    /// What is here already.
    @Singleton
    static class Held {
        private final Snapshots snapshots;
        private final Indexes indexes;
        private final Settings settings;

        Held(Snapshots snapshots, Indexes indexes, Settings settings) {
            this.snapshots = snapshots;
            this.indexes = indexes;
            this.settings = settings;
        }
    }

    Fetches(
            TrustProjection trust,
            Revalidation revalidation,
            Origins origins,
            Transfers transfers,
            Held held,
            Clock clock) {
        this.trust = trust;
        this.revalidation = revalidation;
        this.origins = origins;
        this.transfers = transfers;
        this.held = held;
        this.clock = clock;
    }

    /// What is needed of a snapshot.
    public enum Need {
        /// What it holds: nothing but the index is fetched.
        INDEX,
        /// Its content, and if that is a matter of moments the receipt for it.
        CONTENT,
        /// A part of its content, as soon as possible.
        PART
    }

    /// The latest snapshot of a namespace.
    public Answer latest(OrgId orgId, NamespaceName namespace, Need need) throws InterruptedException {
        return switch (trust.current()) {
            case TrustProjection.Trust.Stale(var since) ->
                new Answer.Unavailable("whom we trust cannot be confirmed since " + since);
            case TrustProjection.Trust.Fresh(var view, var _) -> latest(view, new Key(orgId, namespace), need);
        };
    }

    /// What is here could not be read whole: the next one who asks has the partner asked and what is missing fetched
    /// again.
    public void doubt(OrgId orgId, NamespaceName namespace, SnapshotId snapshot) {
        Key key = new Key(orgId, namespace);
        standings
                .peek(key)
                .filter(standing -> Revalidation.snapshotOf(standing.answer())
                        .filter(snapshot::equals)
                        .isPresent())
                .ifPresent(standing -> standings.put(
                        key,
                        new Standing(
                                standing.origin(),
                                new Answer.Absent("a part of it is damaged here"),
                                Instant.EPOCH,
                                standing.savedAt())));
    }

    /// Whether the partner is being asked, or something fetched, just now.
    boolean running(OrgId orgId, NamespaceName namespace) {
        return flights.containsKey(new Errand(new Key(orgId, namespace), true));
    }

    private Answer latest(TrustView view, Key key, Need need) throws InterruptedException {
        OrgId orgId = key.orgId();
        if (view.self().orgId().equals(orgId)) {
            return own(orgId, key.namespace());
        }
        Optional<PartnerView> partner = view.partner(orgId);
        if (partner.isEmpty()) {
            return new Answer.Absent("no partner has this id");
        }
        if (!partner.get().active()) {
            String state = partner.get().state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Answer.Refused("partner-" + state, "the partnership is not active: " + state);
        }
        return ofPartner(partner.get(), key, need);
    }

    private Answer own(OrgId orgId, NamespaceName namespace) {
        Instant now = clock.instant();
        return held.snapshots
                .latest(orgId, namespace)
                .<Answer>map(snapshot -> new Answer.Here(
                        snapshot,
                        held.indexes.open(snapshot),
                        Answer.Origin.OWN,
                        now,
                        Optional.empty(),
                        Optional.empty()))
                .orElseGet(() -> new Answer.Absent("nothing is published under this name"));
    }

    private Answer ofPartner(PartnerView partner, Key key, Need need) throws InterruptedException {
        Standing standing = standings.get(key, this::load);
        if (fresh(standing)) {
            return standing.answer();
        }
        Errand errand = new Errand(key, need != Need.INDEX);
        Flight mine = new Flight(clock.instant(), new CompletableFuture<>(), new CompletableFuture<>());
        Flight flight = flights.putIfAbsent(errand, mine);
        if (flight == null) {
            flight = mine;
            Thread.ofVirtual().name("fetch").start(Spans.carried(() -> fly(partner, errand, mine)));
        }
        return await(flight, need);
    }

    private boolean fresh(Standing standing) {
        boolean offline = standing.answer() instanceof Answer.Unreachable
                || (standing.answer() instanceof Answer.Here here && here.origin() == Answer.Origin.VERIFIED_COPY);
        Duration interval = offline ? RETRY_OFFLINE : held.settings.freshness();
        return clock.instant().isBefore(standing.triedAt().plus(interval));
    }

    /// A receipt is worth a moment's wait, unless only a part is wanted or the transfer takes long anyway: then reading
    /// begins while it runs.
    private Answer await(Flight flight, Need need) throws InterruptedException {
        Duration flown = Duration.between(flight.startedAt(), clock.instant());
        long patience = Math.max(0, held.settings.patience().minus(flown).toMillis());
        try {
            CompletableFuture<Answer> soon =
                    need == Need.PART ? flight.early() : flight.early().thenCompose(Fetches::unlessSmall);
            return (Answer) CompletableFuture.anyOf(flight.done(), soon).get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return CompletableFuture.anyOf(flight.done(), flight.early())
                    .thenApply(Answer.class::cast)
                    .join();
        } catch (ExecutionException failure) {
            return new Answer.Unavailable(String.valueOf(failure.getMessage()));
        }
    }

    private static CompletableFuture<Answer> unlessSmall(Answer early) {
        boolean small = early instanceof Answer.Here here
                && here.incoming()
                        .filter(coming -> coming.bytes() > Downloads.SMALL_BYTES)
                        .isEmpty();
        return small ? new CompletableFuture<>() : CompletableFuture.completedFuture(early);
    }

    private void fly(PartnerView partner, Errand errand, Flight flight) {
        Key key = errand.key();
        Answer answer = new Answer.Unavailable("something failed on our side; the log has it");
        Optional<Origin> unsaved = Optional.empty();
        try {
            Standing before = standings.get(key, this::load);
            Question question = new Question(
                    partner, key.namespace(), errand.content(), Trace.current().orElse(""), flight.early());
            Finding finding = revalidation.revalidate(question, before);
            answer = finding.answer();
            unsaved = keep(errand, before, finding);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "fetch failed partner=%s namespace=%s", key.orgId(), key.namespace());
        } finally {
            flights.remove(errand);
            flight.done().complete(answer);
        }
        unsaved.ifPresent(origin -> origins.save(key.orgId(), key.namespace(), origin));
        if (errand.content()) {
            exchangeReceipt(partner, answer);
        }
    }

    /// Remembers what came of it, and tells what is still to be saved. A refusal, or its end, is saved before anybody
    /// is answered; the highest sequence is also that of the snapshot, which is in the catalogue already.
    private Optional<Origin> keep(Errand errand, Standing before, Finding finding) {
        Key key = errand.key();
        Instant now = clock.instant();
        if (!errand.content()
                && !Revalidation.snapshotOf(finding.answer()).equals(Revalidation.snapshotOf(before.answer()))) {
            // Seen but not fetched: the next one who wants the content asks again.
            return Optional.empty();
        }
        Origin origin = finding.origin();
        boolean turned = !before.origin().refused().equals(origin.refused());
        boolean due = before.origin().highest() != origin.highest()
                || origin.askedAt().isAfter(before.savedAt().plus(SAVE_EVERY));
        if (turned) {
            origins.save(key.orgId(), key.namespace(), origin);
        }
        Standing after = before.with(origin, lasting(before, finding), now);
        standings.put(key, turned || due ? after.saved(now) : after);
        return due && !turned ? Optional.of(origin) : Optional.empty();
    }

    /// What failed for a moment must not make us forget the copy that we have.
    private static Answer lasting(Standing before, Finding finding) {
        boolean passing = finding.answer() instanceof Answer.Unverified
                || finding.answer() instanceof Answer.Unavailable
                || finding.answer() instanceof Answer.Unreachable;
        return passing && before.answer() instanceof Answer.Here ? before.answer() : finding.answer();
    }

    private Standing load(Key key) {
        Optional<Snapshot> latest = held.snapshots.latest(key.orgId(), key.namespace());
        long sequence = latest.map(snapshot -> snapshot.manifest().sequence()).orElse(0L);
        Origin origin = origins.find(key.orgId(), key.namespace()).seen(sequence);
        Answer answer = origin.refused()
                .<Answer>map(refused -> refused)
                .or(() -> latest.map(snapshot -> copy(snapshot, origin)))
                .orElseGet(() -> new Answer.Absent("nothing is known yet"));
        return new Standing(origin, answer, Instant.EPOCH, origin.askedAt());
    }

    private Answer copy(Snapshot snapshot, Origin origin) {
        Answer.Here here = revalidation.held(snapshot, origin.askedAt());
        return Revalidation.copy(here, Answer.Origin.VERIFIED_COPY, origin.askedAt());
    }

    private void exchangeReceipt(PartnerView partner, Answer answer) {
        if (answer instanceof Answer.Here here && here.snapshot().transferId() != null) {
            transfers
                    .find(here.snapshot().transferId())
                    .filter(transfer -> transfer.state() == TransferState.RECEIPTED)
                    .ifPresent(transfer -> revalidation.exchange(partner, transfer));
        }
    }
}
