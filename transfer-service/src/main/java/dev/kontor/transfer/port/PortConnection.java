package dev.kontor.transfer.port;

import dev.kontor.transfer.frame.FailureCode;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.link.ChunkTarget;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.link.LinkListener;
import dev.kontor.transfer.port.Shelf.Serving;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.throttle.Throttle;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.id.SiteId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The serving end of one connection: HELLO first, then questions in any number and order.
///
/// ```
/// awaiting HELLO ──HELLO──▶ ready ──▶ closed
/// ```
///
/// Owned by the connection's event loop. Questions are answered on virtual threads, a bounded number at a time.
public final class PortConnection implements LinkListener {
    private record Subject(String namespace, Bytes snapshotId) {}

    /// A connection asks about one snapshot, or the index and the content of a few; it remembers no more than this.
    private static final int REMEMBERED = 8;

    private final SiteId peer;
    private final Link link;
    private final Shelf shelf;
    private final PieceSender sender;
    private final String agent;
    private final Runnable onClosed;
    private final ConcurrentHashMap<Subject, Serving> servings = new ConcurrentHashMap<>();
    private final Map<Bytes, Serving> admitted = new HashMap<>();
    private boolean ready;
    private int answering;

    PortConnection(SiteId peer, Link link, Port port, Runnable onClosed) {
        this.peer = peer;
        this.link = link;
        this.shelf = port.shelf();
        this.sender = new PieceSender(link, port);
        this.agent = port.agent();
        this.onClosed = onClosed;
    }

    /// What all connections of a port share.
    ///
    /// @param pace how fast pieces may go out, on all connections together
    public record Port(Shelf shelf, PieceStore store, Workers workers, String agent, Pace pace) {}

    /// The limit of what we send, and the clock that it goes by.
    public record Pace(Throttle throttle, Clock clock) {
        Duration delay() {
            return throttle.delay(clock.instant());
        }
    }

    boolean ready() {
        return ready;
    }

    @Override
    public void onFrame(long request, Frame frame) {
        if (!ready && !(frame instanceof Frame.Hello)) {
            throw new MalformedException(0, frame.type() + " before HELLO");
        }
        switch (frame) {
            case Frame.Hello hello -> onHello(hello);
            case Frame.Ping _ -> link.send(request, new Frame.Pong());
            case Frame.Head head -> answer(request, () -> shelf.head(peer, head));
            case Frame.Receipt receipt -> answer(request, () -> shelf.receipt(peer, receipt));
            case Frame.Fetch fetch -> onFetch(request, fetch);
            case Frame.Apply apply -> answer(request, () -> shelf.ticket(peer, apply));
            case Frame.Present present -> onPresent(request, present);
            case Frame.Failure _ -> link.close();
            case Frame.Pong _, Frame.Manifest _, Frame.Current _, Frame.Leaves _, Frame.Countersignature _ ->
                throw outOfTurn(frame);
            case Frame.Status _, Frame.Chunk _, Frame.Ticket _, Frame.Accepted _ -> throw outOfTurn(frame);
        }
    }

    private static MalformedException outOfTurn(Frame frame) {
        return new MalformedException(0, frame.type() + " is for the other direction");
    }

    private void onHello(Frame.Hello hello) {
        if (ready) {
            throw new MalformedException(0, "HELLO twice");
        }
        if (!hello.versions().contains(FrameLimits.VERSION)) {
            link.fail(FailureCode.VERSION, "version " + FrameLimits.VERSION + " is spoken here");
            return;
        }
        ready = true;
        link.send(
                0,
                new Frame.Hello(
                        List.of(FrameLimits.VERSION),
                        agent,
                        FrameLimits.MAX_OUTSTANDING,
                        List.of(FrameLimits.TICKETS)));
    }

    private void onFetch(long request, Frame.Fetch fetch) {
        Subject subject = new Subject(fetch.namespace(), fetch.snapshotId());
        Serving lent = admitted.get(fetch.snapshotId());
        Serving known = lent == null ? servings.get(subject) : lent;
        if (known != null) {
            sender.add(request, fetch, known);
        } else if (begin(request)) {
            Thread.startVirtualThread(() -> {
                Serving serving = shelf.serving(peer, fetch);
                link.execute(() -> {
                    answering--;
                    remember(subject, serving);
                    sender.add(request, fetch, serving);
                });
            });
        }
    }

    private void onPresent(long request, Frame.Present present) {
        if (begin(request)) {
            Thread.startVirtualThread(() -> {
                Shelf.Admission admission = shelf.admit(peer, present);
                link.execute(() -> {
                    answering--;
                    admission.serving().ifPresent(serving -> admit(admission.snapshotId(), serving));
                    link.send(request, admission.answer());
                });
            });
        }
    }

    private void admit(Bytes snapshotId, Serving serving) {
        if (admitted.size() >= REMEMBERED && !admitted.containsKey(snapshotId)) {
            admitted.clear();
        }
        admitted.put(snapshotId, serving);
    }

    private void remember(Subject subject, Serving serving) {
        if (servings.size() >= REMEMBERED) {
            servings.clear();
        }
        servings.put(subject, serving);
    }

    private void answer(long request, Supplier<Frame> answer) {
        if (begin(request)) {
            Thread.startVirtualThread(() -> {
                Frame frame = answer.get();
                link.execute(() -> {
                    answering--;
                    link.send(request, frame);
                });
            });
        }
    }

    private boolean begin(long request) {
        if (answering >= PortLimits.QUESTIONS) {
            link.send(request, new Frame.Busy(0, 100));
            return false;
        }
        answering++;
        return true;
    }

    @Override
    public ChunkTarget onChunk(long request, int index, long offset, int length) {
        throw new MalformedException(0, "DATA is for the other direction");
    }

    @Override
    public void onWritable() {
        sender.pump();
    }

    @Override
    public void onSilence() {
        link.fail(FailureCode.LIMIT, "nothing was asked for too long");
    }

    @Override
    public void onClosed(String reason) {
        sender.close();
        onClosed.run();
    }
}
