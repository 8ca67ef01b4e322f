package dev.kontor.transfer.port;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.link.Link;
import dev.kontor.transfer.port.Shelf.Serving;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreAwayException;
import dev.kontor.transfer.work.Workbench;
import dev.kontor.transfer.work.Workers;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.content.PieceLeaves;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends the pieces that one connection asked for: disk → pooled direct buffers → TLS, a piece at a time, never more
/// than the socket takes. Owned by the connection's event loop; the workers only read.
final class PieceSender {
    // Our choice.
    private static final long AWAY_MILLIS = 5000;

    /// A piece that is owed.
    private record Owed(long request, int index, Frame.Wanted wanted, Serving serving) {
        /// A few leaves are what somebody waits for, and are small.
        boolean urgent() {
            return !wanted.whole() && wanted.leafCount() <= PortLimits.FEW_LEAVES;
        }

        /// What it takes of the limit before its size is known.
        long estimate() {
            long leaves = (long) wanted.leafCount() * ContentLimits.LEAF;
            return wanted.whole() ? ContentLimits.DEFAULT_PIECE : Math.min(leaves, ContentLimits.DEFAULT_PIECE);
        }
    }

    /// What a worker read: the frames of a piece, or the status that it has instead.
    private record Read(List<ByteBuf> chunks, List<Frame> frames, long bytes) {
        static Read status(Frame status) {
            return new Read(List.of(), List.of(status), 0);
        }
    }

    private final Link link;
    private final PieceStore store;
    private final Workers workers;
    private final PortConnection.Pace pace;
    private final Deque<Owed> queue = new ArrayDeque<>();
    private int reading;
    private boolean waiting;
    private boolean closed;

    PieceSender(Link link, PortConnection.Port port) {
        this.link = link;
        this.store = port.store();
        this.workers = port.workers();
        this.pace = port.pace();
    }

    void add(long request, Frame.Fetch fetch, Serving serving) {
        for (int i = 0; i < fetch.pieces().size(); i++) {
            if (queue.size() + reading >= FrameLimits.MAX_OUTSTANDING) {
                link.queue(request, new Frame.Busy(i, 100));
            } else {
                Owed owed = new Owed(request, i, fetch.pieces().get(i), serving);
                if (owed.urgent()) {
                    queue.addFirst(owed);
                } else {
                    queue.add(owed);
                }
            }
        }
        pump();
    }

    /// Starts as many reads as the socket and the limits allow.
    void pump() {
        while (!closed && reading < PortLimits.READ_AHEAD && link.writable() && !queue.isEmpty()) {
            Duration delay = pace.delay();
            if (delay.isPositive()) {
                hold(delay);
                break;
            }
            Owed owed = queue.remove();
            Frame refusal = refusal(owed);
            if (refusal != null) {
                link.queue(owed.request(), refusal);
                continue;
            }
            reading++;
            pace.throttle().take(owed.estimate());
            var _ = workers.submit(bench -> read(bench, owed))
                    .whenComplete((read, failure) -> link.execute(() -> send(owed, read, failure)));
        }
        link.flush();
    }

    /// The limit lets nothing out now: in a moment again, or when that is long, let the askers come again.
    private void hold(Duration delay) {
        if (delay.compareTo(PortLimits.MOST_HELD) > 0) {
            Duration again = delay.compareTo(PortLimits.COME_AGAIN) < 0 ? delay : PortLimits.COME_AGAIN;
            for (Owed owed = queue.poll(); owed != null; owed = queue.poll()) {
                Frame refusal = refusal(owed);
                link.queue(owed.request(), refusal == null ? new Frame.Busy(owed.index(), again.toMillis()) : refusal);
            }
        } else if (!waiting) {
            waiting = true;
            link.later(delay, () -> {
                waiting = false;
                pump();
            });
        }
    }

    void close() {
        closed = true;
        queue.clear();
    }

    private static @Nullable Frame refusal(Owed owed) {
        return owed.serving().refusal(owed.index(), owed.wanted()).orElse(null);
    }

    private void send(Owed owed, @Nullable Read read, @Nullable Throwable failure) {
        reading--;
        pace.throttle().giveBack(owed.estimate() - (read == null ? 0 : read.bytes()));
        if (read == null) {
            // Our disk is at fault: the partner may try elsewhere.
            owed.serving().onUnreadable(owed.wanted().pieceId(), String.valueOf(failure));
            link.queue(owed.request(), unread(owed.index(), failure));
        } else if (closed) {
            read.chunks().forEach(ByteBuf::release);
        } else {
            read.frames().stream()
                    .filter(Frame.Leaves.class::isInstance)
                    .forEach(leaves -> link.queue(owed.request(), leaves));
            read.chunks().forEach(link::queue);
            read.frames().stream()
                    .filter(Frame.Status.class::isInstance)
                    .forEach(status -> link.queue(owed.request(), status));
            owed.serving().onSent(read.bytes());
        }
        pump();
    }

    /// A store that is away is a matter of time.
    private static Frame unread(int index, @Nullable Throwable failure) {
        Throwable cause = failure == null || failure instanceof IOException ? failure : failure.getCause();
        return cause instanceof StoreAwayException
                ? new Frame.Busy(index, AWAY_MILLIS)
                : new Frame.Missing(index, "cannot be read at the moment");
    }

    private Read read(Workbench bench, Owed owed) throws IOException {
        Optional<OpenPiece> found = store.open(new PieceId(owed.wanted().pieceId()));
        if (found.isEmpty()) {
            return Read.status(new Frame.Missing(owed.index(), "not here"));
        }
        try (OpenPiece piece = found.get()) {
            return owed.wanted().whole()
                    ? readRange(owed, piece, 0, piece.length(), List.of())
                    : readLeaves(bench, owed, piece);
        }
    }

    private Read readLeaves(Workbench bench, Owed owed, OpenPiece piece) throws IOException {
        long first = (long) owed.wanted().firstLeaf() * ContentLimits.LEAF;
        long end = Math.min(piece.length(), first + (long) owed.wanted().leafCount() * ContentLimits.LEAF);
        if (first >= piece.length()) {
            return Read.status(new Frame.Missing(owed.index(), "no such leaf"));
        }
        if (first == 0 && end == piece.length()) {
            return proven(owed, piece, bench.hasher());
        }
        byte[] whole = bench.scratch((int) piece.length());
        piece.read(0, ByteBuffer.wrap(whole, 0, (int) piece.length()));
        PieceLeaves leaves =
                bench.hasher().update(whole, 0, (int) piece.length()).finishLeaves();
        return readRange(owed, piece, first, end, List.of(hashes(owed, piece, leaves)));
    }

    /// All leaves: hashed where the disk wrote them to.
    private Read proven(Owed owed, OpenPiece piece, PieceHasher hasher) throws IOException {
        Read read = readRange(owed, piece, 0, piece.length(), List.of());
        int head = FrameLimits.HEADER_BYTES + FrameLimits.DATA_PREFIX_BYTES;
        read.chunks()
                .forEach(chunk ->
                        hasher.update(chunk.nioBuffer(chunk.readerIndex() + head, chunk.readableBytes() - head)));
        List<Frame> frames = new ArrayList<>(read.frames());
        frames.addFirst(hashes(owed, piece, hasher.finishLeaves()));
        return new Read(read.chunks(), frames, read.bytes());
    }

    private static Frame hashes(Owed owed, OpenPiece piece, PieceLeaves leaves) {
        return new Frame.Leaves(owed.index(), piece.length(), Bytes.concat(leaves.hashes()));
    }

    private Read readRange(Owed owed, OpenPiece piece, long first, long end, List<Frame> before) throws IOException {
        List<ByteBuf> chunks = new ArrayList<>();
        try {
            for (long at = first; at < end; ) {
                int length = (int) Math.min(FrameLimits.MAX_CHUNK, end - at);
                ByteBuf chunk = link.chunk(owed.request(), owed.index(), at, length);
                chunks.add(chunk);
                piece.read(at, chunk.nioBuffer(chunk.writerIndex(), length));
                chunk.writerIndex(chunk.writerIndex() + length);
                at += length;
            }
        } catch (IOException | RuntimeException failure) {
            chunks.forEach(ByteBuf::release);
            throw failure;
        }
        List<Frame> frames = new ArrayList<>(before);
        frames.add(new Frame.End(owed.index(), end - first));
        return new Read(chunks, frames, end - first);
    }
}
