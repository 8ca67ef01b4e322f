package dev.kontor.transfer.peer;

import dev.kontor.kit.tls.PeerIdentity;
import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.link.ChunkTarget;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.link.LinkListener;
import dev.kontor.wire.bytes.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The asking end of one connection to a partner's data port. Public methods are safe for use by any thread.
public final class PeerConnection implements LinkListener, AutoCloseable {
    // Our choice.
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_QUESTIONS = 32;

    private final PeerIdentity peer;
    private final Link link;
    private final String agent;
    private final CompletableFuture<PeerConnection> ready = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Frame>> questions = new HashMap<>();
    private final Map<Long, PendingFetch> fetches = new HashMap<>();
    private long nextRequest = 1;
    private int window = 1;
    private volatile boolean greeted;
    private volatile boolean tickets;

    PeerConnection(PeerIdentity peer, Link link, String agent) {
        this.peer = peer;
        this.link = link;
        this.agent = agent;
    }

    /// Completes when the other side has said HELLO.
    CompletableFuture<PeerConnection> greet() {
        link.send(
                0,
                new Frame.Hello(
                        List.of(FrameLimits.VERSION),
                        agent,
                        FrameLimits.MAX_OUTSTANDING,
                        List.of(FrameLimits.TICKETS)));
        return ready;
    }

    public PeerIdentity peer() {
        return peer;
    }

    /// Pieces that the other side lets us have outstanding.
    public int window() {
        return window;
    }

    /// Whether the other side gives tickets and takes them.
    public boolean tickets() {
        return tickets;
    }

    public boolean open() {
        return link.open();
    }

    /// Completes with the reason when the connection is gone.
    public CompletableFuture<String> closed() {
        return closed;
    }

    /// Asks HEAD, RECEIPT, APPLY, PRESENT or PING. Fails with [PeerLostException] when the connection goes, and with a
    /// `TimeoutException` after ten seconds.
    public CompletableFuture<Frame> ask(Frame question) {
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        link.execute(() -> {
            if (closed.isDone() || questions.size() >= MAX_QUESTIONS) {
                answer.completeExceptionally(new PeerLostException("the connection is closed or overloaded"));
                return;
            }
            long request = nextNumber();
            questions.put(request, answer);
            link.send(request, question);
        });
        return answer.orTimeout(ANSWER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks for pieces.
    public void fetch(Frame.Fetch fetch, PieceArrivals arrivals) {
        link.execute(() -> {
            if (closed.isDone()) {
                arrivals.onLost("the connection is closed", List.of());
                return;
            }
            long request = nextNumber();
            fetches.put(request, new PendingFetch(arrivals, fetch.pieces()));
            link.send(request, fetch);
        });
    }

    /// Stops or resumes reading from the socket: the back-pressure of whoever consumes pieces.
    public void reading(boolean on) {
        link.reading(on);
    }

    private long nextNumber() {
        long number = nextRequest;
        nextRequest = (nextRequest + 2) & 0xffff_ffffL;
        return number;
    }

    @Override
    public void onFrame(long request, Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> onHello(hello);
            case Frame.Failure(var code, var detail) -> {
                ready.completeExceptionally(new PeerLostException("the partner closed: " + code + ": " + detail));
                link.close();
            }
            case Frame.Leaves leaves when fetches.containsKey(request) -> onLeaves(request, leaves);
            case Frame.Status status when fetches.containsKey(request) -> onStatus(request, status);
            case Frame.Status _, Frame.Pong _, Frame.Manifest _, Frame.Current _, Frame.Countersignature _ ->
                onAnswer(request, frame);
            case Frame.Ticket _, Frame.Accepted _ -> onAnswer(request, frame);
            case Frame.Ping _ -> link.send(request, new Frame.Pong());
            case Frame.Head _,
                    Frame.Fetch _,
                    Frame.Receipt _,
                    Frame.Leaves _,
                    Frame.Chunk _,
                    Frame.Apply _,
                    Frame.Present _ -> throw new MalformedException(0, frame.type() + " out of turn");
        }
    }

    private void onHello(Frame.Hello hello) {
        if (greeted || !hello.versions().equals(List.of(FrameLimits.VERSION))) {
            throw new MalformedException(0, "HELLO twice, or of another version");
        }
        greeted = true;
        tickets = hello.features().contains(FrameLimits.TICKETS);
        window = Math.max(1, Math.min(hello.outstanding(), FrameLimits.MAX_OUTSTANDING));
        ready.complete(this);
    }

    private void onStatus(long request, Frame.Status status) {
        PendingFetch fetch = fetches.get(request);
        if (fetch != null) {
            fetch.status(status);
            if (fetch.done()) {
                fetches.remove(request);
            }
        }
    }

    private void onLeaves(long request, Frame.Leaves leaves) {
        PendingFetch fetch = fetches.get(request);
        if (fetch != null) {
            fetch.leaves(leaves);
        }
    }

    private void onAnswer(long request, Frame frame) {
        CompletableFuture<Frame> question = questions.remove(request);
        if (question == null) {
            throw new MalformedException(0, frame.type() + " that nobody asked for");
        }
        question.complete(frame);
    }

    @Override
    public ChunkTarget onChunk(long request, int index, long offset, int length) {
        PendingFetch fetch = fetches.get(request);
        if (fetch == null) {
            throw new MalformedException(0, "DATA that nobody asked for");
        }
        return fetch.chunk(index, offset, length);
    }

    @Override
    public void onSilence() {
        if (fetches.isEmpty() && questions.isEmpty()) {
            link.send(nextNumber(), new Frame.Ping());
        }
    }

    @Override
    public void onClosed(String reason) {
        PeerLostException lost = new PeerLostException(reason);
        closed.complete(reason);
        ready.completeExceptionally(lost);
        new ArrayList<>(questions.values()).forEach(question -> question.completeExceptionally(lost));
        questions.clear();
        new ArrayList<>(fetches.values()).forEach(fetch -> fetch.lost(reason));
        fetches.clear();
    }

    /// Closes because of what the other side did.
    public void refuse(String reason) {
        link.fail(FailureCode.PROTOCOL, reason);
    }

    @Override
    public void close() {
        link.close();
    }
}
