package dev.kontor.transfer.download;

import dev.kontor.transfer.download.Arrivals.Arrived;
import dev.kontor.transfer.download.Arrivals.Source;
import dev.kontor.transfer.session.FetchSession;
import dev.kontor.transfer.session.SessionEffect;
import dev.kontor.transfer.session.SessionEffect.Outcome;
import dev.kontor.transfer.session.SessionEvent;
import dev.kontor.transfer.session.SessionLimits;
import dev.kontor.transfer.store.CommitQueue;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StagedPiece;
import dev.kontor.transfer.throttle.Throttle;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The shell around a [FetchSession]: events come in through a mailbox from event loops, workers and the committer;
/// the thread that calls [#run] owns the session and carries out its effects.
///
/// A piece is hashed, opened with its key and written to a temporary file by a worker before the session hears of it,
/// and counts only after its group's commit. The mailbox is bounded by the windows: each outstanding piece causes a
/// bounded number of events.
public final class PieceDownload {
    // Our choice.
    private static final Duration TICK = Duration.ofMillis(200);

    private final Subject subject;
    private final List<WantedPiece> wanted;
    private final Tools tools;
    private final Progress progress;
    private final FetchSession session;
    private final CommitQueue commits;
    private final Parts parts;
    private final RoomWatch room;
    private final Buffers buffers = new Buffers();
    private final BlockingQueue<SessionEvent> mailbox = new LinkedBlockingQueue<>();
    private final Connections connections;
    private final Map<Integer, StagedPiece> staged = new ConcurrentHashMap<>();
    private final Map<Integer, StagedPiece> readable = new ConcurrentHashMap<>();
    private @Nullable Outcome outcome;
    private volatile boolean originWrong;
    private volatile boolean over;

    /// What a download works with.
    ///
    /// @param onVerified called after each piece that can be read from now on
    /// @param throttle what all downloads together may bring
    public record Tools(
            Lines lines, PieceStore store, Workers workers, Clock clock, Throttle throttle, Runnable onVerified) {
        public Tools(Lines lines, PieceStore store, Workers workers, Clock clock) {
            this(lines, store, workers, clock, Throttle.none(), () -> {});
        }
    }

    public PieceDownload(
            Subject subject, List<WantedPiece> wanted, Tools tools, SessionLimits limits, Progress progress) {
        this.subject = subject;
        this.wanted = List.copyOf(wanted);
        this.tools = tools;
        this.progress = progress;
        this.parts = new Parts(this, subject);
        progress.onWanted(wanted.stream().mapToLong(WantedPiece::size).sum());
        this.connections = new Connections(progress, this::post);
        connections.add(tools.lines());
        this.commits = new CommitQueue(tools.store());
        long[] sizes = wanted.stream().mapToLong(WantedPiece::length).toArray();
        this.room = new RoomWatch(tools.store(), sizes, this::post);
        this.session = new FetchSession(sizes, limits, RandomGenerator.getDefault(), tools.throttle());
    }

    /// Downloads until all pieces are durable or nothing more can be done. Blocks.
    public Outcome run() throws InterruptedException {
        try {
            perform(session.start(tools.clock().instant()));
            long nextTick = System.nanoTime() + TICK.toNanos();
            while (!session.over()) {
                Duration patience =
                        session.wake().filter(wake -> wake.compareTo(TICK) < 0).orElse(TICK);
                SessionEvent event = mailbox.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                boolean due = System.nanoTime() >= nextTick;
                if (event != null) {
                    perform(session.on(event, tools.clock().instant()));
                }
                if (due || event == null) {
                    perform(session.on(new SessionEvent.Tick(), tools.clock().instant()));
                }
                if (due) {
                    sample();
                    nextTick = System.nanoTime() + TICK.toNanos();
                }
            }
        } finally {
            over = true;
            room.end();
            connections.end();
            staged.keySet().forEach(readable::remove);
            tools.store().discard(List.copyOf(staged.values()));
        }
        if (outcome == null) {
            throw new IllegalStateException("a session is over without an outcome");
        }
        return outcome;
    }

    private void sample() {
        Instant now = tools.clock().instant();
        progress.sample(now);
        progress.waitFor(
                switch (session.waiting(now)) {
                    case CONNECTION -> "another connection: " + session.lastTrouble();
                    case SOURCES -> "the partner";
                    case BUSY -> "the partner, which is busy or limits what it sends";
                    case LIMIT -> tools.throttle().words(now);
                    case DISK -> "the disk";
                    case ROOM -> room.waitingFor();
                });
    }

    /// Ends the download soon, from any thread.
    public void stop(Stop how) {
        post(how == Stop.PAUSE ? new SessionEvent.Paused() : new SessionEvent.Cancelled());
    }

    /// One more site helps; from any thread.
    public void help(Lines helper) {
        post(new SessionEvent.Found(connections.add(helper)));
    }

    /// Ends the download soon because the origin refuses, from any thread.
    public void withdraw(String rule, String detail) {
        post(new SessionEvent.Withdrawn(rule, detail));
    }

    /// What a reader wants, in its order, in place of what it wanted before; nothing when it has gone. From any thread.
    public void want(long reader, List<Integer> pieces) {
        post(new SessionEvent.Wanted(reader, pieces));
    }

    /// Whether the piece is verified and waits for its commit: it can be read, and is not durable yet.
    public boolean readable(int piece) {
        return readable.containsKey(piece);
    }

    /// Such a piece, opened for reading; empty when it is not here, or committed by now.
    public Optional<OpenPiece> open(int piece) throws IOException {
        StagedPiece file = readable.get(piece);
        return file == null ? Optional.empty() : tools.store().open(file);
    }

    /// Plaintext bytes of a piece that is not here yet, by their leaves; empty when nobody can be asked now. Beside
    /// the session, within the same limit.
    public Optional<CompletableFuture<byte[]>> part(int piece, int from, int length) {
        Optional<Source> source = connections.best();
        if (source.isEmpty()
                || over
                || tools.throttle().delay(tools.clock().instant()).isPositive()) {
            return Optional.empty();
        }
        tools.throttle().take(length);
        return parts.ask(source.get(), piece, from, length);
    }

    void post(SessionEvent event) {
        mailbox.add(event);
    }

    WantedPiece wanted(int piece) {
        return wanted.get(piece);
    }

    Buffers buffers() {
        return buffers;
    }

    private void perform(List<SessionEffect> effects) {
        for (SessionEffect effect : effects) {
            switch (effect) {
                case SessionEffect.Connect(var source, var holder, var delay) ->
                    connections.open(source, holder, delay);
                case SessionEffect.Ask(var source, var pieces) -> ask(source, pieces);
                case SessionEffect.Drop(var source, var reason) -> connections.blame(source, reason);
                case SessionEffect.Release(var source, var owing) -> connections.release(source, owing);
                case SessionEffect.Commit(var pieces) -> commit(pieces);
                case SessionEffect.Finished(var how) -> outcome = how;
            }
        }
    }

    private void ask(int number, List<Integer> pieces) {
        Optional<Source> source = connections.find(number);
        if (source.isEmpty()) {
            post(new SessionEvent.Left(number, "the connection is gone"));
            return;
        }
        List<WantedPiece> batch = pieces.stream().map(wanted::get).toList();
        // The origin is believed until it was wrong: leaf hashes cost it a pass over every byte.
        boolean proven = !source.get().origin() || originWrong;
        source.get().connection().fetch(subject.fetch(batch, proven), new Arrivals(this, source.get(), pieces));
    }

    private void commit(List<Integer> pieces) {
        List<StagedPiece> group = new ArrayList<>();
        for (int piece : pieces) {
            StagedPiece file = staged.remove(piece);
            if (file == null) {
                throw new IllegalStateException("piece " + piece + " was verified but not staged");
            }
            group.add(file);
        }
        var _ = commits.submit(group).whenComplete((_, failure) -> {
            pieces.forEach(readable::remove);
            post(room.onCommit(pieces, failure));
        });
    }

    /// Has a worker verify and stage a piece that arrived.
    void inspect(Source source, int piece, Arrived arrived) {
        progress.onArrived(arrived.length);
        var _ = tools.workers()
                .submit(bench -> verify(bench, source, piece, arrived))
                .whenComplete((event, failure) -> {
                    buffers.give(arrived.bytes);
                    source.end();
                    post(event == null ? room.onUnstaged(source.number(), piece, failure) : event);
                });
    }

    /// A source sent what cannot be part of the piece; from the connection's event loop.
    void onLie(Source source, int piece, String reason) {
        post(bad(source, piece, reason));
    }

    private SessionEvent bad(Source source, int piece, String reason) {
        if (source.origin()) {
            originWrong = true;
        }
        progress.onBad(source.connection().peer().siteId());
        return new SessionEvent.Bad(source.number(), piece, reason);
    }

    private SessionEvent verify(Workbench bench, Source source, int piece, Arrived arrived) throws IOException {
        WantedPiece expected = wanted.get(piece);
        PieceId id = arrived.proven
                ? expected.id()
                : bench.hasher().update(arrived.bytes, 0, arrived.length).finish();
        if (!id.equals(expected.id())) {
            return bad(source, piece, "its hash is " + id + ", not " + expected.id());
        }
        try {
            byte[] plaintext = bench.scratch(expected.size());
            bench.cipher().decrypt(expected.key(), arrived.ciphertext(), ByteBuffer.wrap(plaintext));
        } catch (MalformedException wrongKey) {
            return bad(source, piece, "the snapshot's key does not open it");
        }
        StagedPiece file = tools.store().stage(id, arrived.ciphertext());
        StagedPiece before = staged.put(piece, file);
        readable.put(piece, file);
        if (before != null) {
            tools.store().discard(List.of(before));
        }
        if (over && staged.remove(piece, file)) {
            readable.remove(piece);
            tools.store().discard(List.of(file));
        }
        progress.onDelivered(source.connection().peer().siteId(), expected.size());
        tools.onVerified().run();
        return new SessionEvent.Verified(source.number(), piece);
    }

    static String reason(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    }
}
