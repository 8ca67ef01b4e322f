package dev.kontor.transfer.session;

import dev.kontor.transfer.session.SessionEffect.Commit;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Connect;
import dev.kontor.transfer.session.SessionEffect.Drop;
import dev.kontor.transfer.session.SessionEffect.Failed;
import dev.kontor.transfer.session.SessionEffect.Finished;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.session.SessionEffect.Paused;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionEffect.Release;
import dev.kontor.transfer.session.SessionEffect.Superseded;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Downloads a list of pieces through a handful of connections to the site that the snapshot is of, and to others that
/// have it and help.
///
/// ```
/// piece:   waiting ──Ask──▶ asked ──Verified──▶ verified ──Commit, Stored──▶ stored
///             ▲               │
///             └─ Bad, Missing, Busy, Left ─┘
/// source:  connecting ──Joined──▶ ready ──Bad, Denied, Left, silence──▶ dropped (and another one connects)
/// ```
///
/// Each source owes at most a window of pieces. A source that sends a damaged piece, stays silent or goes away is
/// dropped and what it owed is asked for elsewhere; reconnections without any new piece in between are counted, wait
/// longer each time, and end the session when there were too many. Only the origin's word ends a session: a helper that
/// lies, refuses, or is much slower than others is dropped for good. Nothing is ever asked for twice at the same time.
///
/// While the disk is full nothing is asked for and nobody is connected to; the session goes on when there is room.
///
/// Which piece is asked for next: first those that readers wait for now, each at the source where it is likely to
/// be here first, whether that one's window is full or not; then what readers will want soon, the nearest first;
/// then everything else from the beginning. A window holds what its source delivers in half a second, so that
/// nobody waits long behind what nobody waits for. Owned by one thread.
public final class FetchSession {
    private final long[] sizes;
    private final SessionLimits limits;
    private final RandomGenerator random;
    private final PieceStates pieces;
    private final Requests requests;
    private final SequencedMap<Integer, Source> sources = new TreeMap<>();
    private final SequencedMap<Integer, Holder> holders = new TreeMap<>();
    private final Widening widening;
    private final List<Integer> uncommitted = new ArrayList<>();
    private final List<SessionEffect> effects = new ArrayList<>();
    private long uncommittedBytes;
    private int nextSource;
    private int fruitless;
    private String lastTrouble = "no connection yet";
    private boolean pausing;
    private boolean full;
    private boolean over;

    /// A session that waits for its start.
    ///
    /// @param sizes the wanted pieces' sizes in bytes, in the order in which they are to be fetched
    /// @param random for the jitter of reconnections
    /// @param throttle what all sessions together may ask for
    public FetchSession(long[] sizes, SessionLimits limits, RandomGenerator random, Throttle throttle) {
        this.sizes = sizes.clone();
        this.limits = limits;
        this.random = random;
        this.pieces = new PieceStates(sizes.length);
        this.requests = new Requests(this.sizes, limits, pieces, throttle);
        this.widening = new Widening(limits.sources(), limits.mostSources());
        holders.put(Holder.ORIGIN, new Holder(Holder.ORIGIN));
    }

    /// The first effects: connections, or the end when nothing is wanted.
    public List<SessionEffect> start(Instant now) {
        settle(now);
        return drain();
    }

    public List<SessionEffect> on(SessionEvent event, Instant now) {
        if (!over) {
            apply(event, now);
            settle(now);
        }
        return drain();
    }

    public boolean over() {
        return over;
    }

    /// When it wants to hear of the time again, though nothing happens until then; empty when that does not
    /// matter.
    public Optional<Duration> wake() {
        return Optional.of(requests.held()).filter(Duration::isPositive);
    }

    /// Whom or what it waits for now.
    public Waiting waiting(Instant now) {
        if (full) {
            return Waiting.ROOM;
        }
        return pausing ? Waiting.DISK : Waiting.of(sources.values(), pieces, requests.held(), now);
    }

    /// What went wrong with a source last; for people.
    public String lastTrouble() {
        return lastTrouble;
    }

    private void apply(SessionEvent event, Instant now) {
        switch (event) {
            case SessionEvent.Joined(var source, var window) -> live(source).ifPresent(s -> s.toReady(window, now));
            case SessionEvent.Progress(var source, var bytes) -> live(source).ifPresent(s -> onProgress(s, bytes, now));
            case SessionEvent.Verified(var source, var piece) -> onVerified(source, piece, now);
            case SessionEvent.Bad(var source, var piece, var reason) -> onBad(source, piece, reason);
            case SessionEvent.Missing(var source, var piece) -> onMissing(source, piece);
            case SessionEvent.Busy(var source, var piece, var retry) -> onBusy(source, piece, now.plus(retry));
            case SessionEvent.Denied(var source, var rule, var detail) -> onDenied(source, rule, detail);
            case SessionEvent.Gone(var source) -> live(source).ifPresent(this::onGone);
            case SessionEvent.Left(var source, var reason) -> forget(source, reason);
            case SessionEvent.Stored(var stored) -> stored.forEach(pieces::toStored);
            case SessionEvent.StoreFailed(var reason) -> finish(new Failed("store-failed", reason));
            case SessionEvent.StoreFull(var source, var lost) -> onFull(source, lost, now);
            case SessionEvent.Room() -> onRoom();
            case SessionEvent.Wanted(var reader, var wanted) -> pieces.want(reader, wanted);
            case SessionEvent.Found(var holder) -> onFound(holder);
            case SessionEvent.Withdrawn(var rule, var detail) -> finish(new Refused(rule, detail));
            case SessionEvent.Tick() -> onTick(now);
            case SessionEvent.Paused() -> pause();
            case SessionEvent.Cancelled() -> finish(new Failed("cancelled", "the transfer was cancelled"));
        }
    }

    private void onProgress(Source source, long bytes, Instant now) {
        source.onProgress(bytes, now);
        widening.onBytes(source.fromOrigin() ? bytes : 0);
    }

    private void onTick(Instant now) {
        dropIdle(now);
        long ready = sources.values().stream()
                .filter(source -> source.fromOrigin() && source.ready())
                .count();
        widening.onTick(now, (int) ready, !pieces.anyWaiting());
    }

    private void onVerified(int number, int piece, Instant now) {
        live(number).ifPresent(source -> {
            source.settle(piece, sizes[piece]);
            source.onProgress(0, now);
            source.holder().onDelivered();
        });
        // A dropped source's last good piece is still a good piece.
        if (pieces.toVerified(piece)) {
            sources.values().forEach(source -> source.settle(piece, sizes[piece]));
            fruitless = 0;
            uncommitted.add(piece);
            uncommittedBytes += sizes[piece];
        }
    }

    private void onFull(int number, List<Integer> lost, Instant now) {
        full = true;
        live(number).ifPresent(source -> {
            lost.forEach(piece -> source.settle(piece, sizes[piece]));
            source.onProgress(0, now);
        });
        lost.forEach(pieces::toLost);
    }

    private void onRoom() {
        full = false;
        fruitless = 0;
    }

    private void onBad(int number, int piece, String reason) {
        Optional<Source> source = live(number);
        if (source.isEmpty()) {
            return;
        }
        drop(number, "piece " + piece + ": " + reason);
        source.get().holder().exclude();
        // Whatever helpers send, it is the origin that has the true piece.
        if (source.get().fromOrigin() && pieces.damaged(piece) >= limits.attempts()) {
            finish(new Failed(
                    "bad-piece", "piece " + piece + " came damaged " + limits.attempts() + " times: " + reason));
        }
    }

    private void onMissing(int number, int piece) {
        Optional<Source> source = live(number);
        if (source.isEmpty() || !source.get().settle(piece, sizes[piece])) {
            return;
        }
        source.get().onMissing(piece);
        requests.onReturned(piece);
        List<Source> ready = sources.values().stream().filter(Source::ready).toList();
        boolean nowhere =
                ready.stream().allMatch(candidate -> candidate.missing().get(piece));
        if (nowhere && ready.stream().anyMatch(Source::fromOrigin)) {
            finish(new Failed("piece-missing", "no source has piece " + piece));
        }
    }

    private void onBusy(int number, int piece, Instant until) {
        live(number).ifPresent(source -> {
            source.onBusy(until);
            if (source.settle(piece, sizes[piece])) {
                requests.onReturned(piece);
            }
        });
    }

    private void onDenied(int number, String rule, String detail) {
        live(number).ifPresent(source -> {
            drop(number, "denied: " + rule);
            source.holder().exclude();
            if (source.fromOrigin()
                    && sources.values().stream().noneMatch(other -> other.fromOrigin() && other.ready())) {
                finish(new Refused(rule, detail));
            }
        });
    }

    private void onGone(Source source) {
        if (source.fromOrigin()) {
            finish(new Superseded());
        } else {
            drop(source.number(), "does not keep the snapshot any more");
            source.holder().exclude();
        }
    }

    private void onFound(int holder) {
        if (holders.size() < Holder.MAX_HOLDERS) {
            holders.putIfAbsent(holder, new Holder(holder));
        }
    }

    private void dropIdle(Instant now) {
        List<Source> silent = sources.values().stream()
                .filter(source -> source.overdue(limits, now))
                .toList();
        silent.forEach(source ->
                drop(source.number(), "silent for " + limits.patience().toSeconds() + " s"));
        List<Source> slow = sources.values().stream().filter(Source::slow).toList();
        slow.stream().filter(_ -> sources.size() > slow.size()).forEach(source -> {
            drop(source.number(), "much slower than others");
            source.holder().exclude();
        });
    }

    private void drop(int number, String reason) {
        effects.add(new Drop(number, reason));
        forget(number, reason);
    }

    private void forget(int number, String reason) {
        Source source = sources.remove(number);
        if (source != null) {
            source.owed().forEach(requests::onReturned);
            source.holder().onLost();
            lastTrouble = reason;
            fruitless += source.fromOrigin() ? 1 : 0;
        }
    }

    /// What follows from the state after any event.
    private void settle(Instant now) {
        if (over) {
            return;
        }
        if (pieces.allStored()) {
            finish(new Complete());
        } else if (pausing) {
            commit();
            if (pieces.settled()) {
                finish(new Paused());
            }
        } else if (full) {
            // What is here becomes durable; the rest waits for room, however long, and whoever hangs up meanwhile.
            commit();
        } else if (fruitless > limits.reconnects()) {
            finish(new Failed("source-lost", "gave up after " + fruitless + " connections: " + lastTrouble));
        } else {
            connect(now);
            requests.ask(sources.values(), now, effects);
            commit();
        }
    }

    private void connect(Instant now) {
        for (Holder holder : holders.values()) {
            while (pieces.anyWaiting() && holder.wants(Math.min(widening.wanted(), sizes.length))) {
                int number = nextSource++;
                Duration wait = holder.backoff(random);
                holder.onConnect();
                // Silence is counted from when the connection is due.
                sources.put(number, new Source(number, holder, now.plus(wait), expected(holder)));
                effects.add(new Connect(number, holder.number(), wait));
            }
        }
    }

    /// One connection more brings about what the others do.
    private double expected(Holder holder) {
        return holder.origin() ? widening.perConnection() : 0;
    }

    private void commit() {
        boolean due = uncommittedBytes >= limits.commitBytes() || pieces.allVerified() || pausing || full;
        if (!uncommitted.isEmpty() && due) {
            effects.add(new Commit(uncommitted));
            uncommitted.clear();
            uncommittedBytes = 0;
        }
    }

    private void finish(Outcome outcome) {
        if (!over) {
            over = true;
            releaseAll();
            effects.add(new Finished(outcome));
        }
    }

    private void pause() {
        pausing = true;
        releaseAll();
    }

    private void releaseAll() {
        sources.values().forEach(source -> {
            effects.add(new Release(source.number(), !source.owed().isEmpty()));
            source.owed().forEach(requests::onReturned);
        });
        sources.clear();
    }

    private Optional<Source> live(int number) {
        return Optional.ofNullable(sources.get(number));
    }

    private List<SessionEffect> drain() {
        List<SessionEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }
}
