package dev.kontor.transfer.content;

import dev.kontor.transfer.content.PieceReader.Lease;
import dev.kontor.transfer.content.Steps.FromPiece;
import dev.kontor.transfer.content.Steps.Words;
import dev.kontor.transfer.fetch.Answer;
import dev.kontor.transfer.fetch.Incoming;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Streams a body: one piece is on its way to the client while the workers open the next. While a transfer still
/// brings the pieces, it is told what this body needs; nothing that is here waits for what is not. Blocks; for virtual
/// threads.
final class BodyWriter {
    // Our choice: pieces that are open at once, whatever the size of the body.
    private static final int AHEAD = 2;

    private final PieceReader reader;
    private final Answer.Here here;
    private final Outlet outlet;
    private final Deque<Slice> ahead = new ArrayDeque<>();
    private int toldAt = -1;
    private boolean small;

    BodyWriter(PieceReader reader, Answer.Here here, Outlet outlet) {
        this.reader = reader;
        this.here = here;
        this.outlet = outlet;
    }

    /// Bytes of a piece, or literal ones, that go out in one write.
    private record Slice(Lease lease, int offset, int length) {}

    /// Sends the body, and returns when the last of it has left.
    ///
    /// @throws IOException when the client has gone, or a piece cannot be read
    void write(Body body) throws IOException, InterruptedException {
        Optional<Incoming.Reading> reading = here.incoming().map(Incoming::begin);
        try {
            Steps steps = new Steps(body);
            small = body.length() <= PieceReader.MOST_PART;
            while (fill(steps, reading)) {
                Slice slice = ahead.element();
                outlet.write(opened(slice), slice.offset(), slice.length());
                ahead.remove();
                slice.lease().giveBack().run();
            }
        } finally {
            ahead.forEach(slice -> slice.lease().giveBack().run());
            reading.ifPresent(Incoming.Reading::close);
        }
    }

    /// Reads ahead as far as it may; false when the body is at its end.
    private boolean fill(Steps steps, Optional<Incoming.Reading> reading) throws IOException, InterruptedException {
        boolean room = true;
        while (room && ahead.size() < AHEAD && steps.more()) {
            Optional<Slice> next = switch (steps.peek()) {
                case Words(var bytes) -> Optional.of(new Slice(Lease.of(bytes.toArray()), 0, bytes.size()));
                case FromPiece(var extent) -> {
                    reading.ifPresent(mine -> follow(mine, steps, extent));
                    yield slice(extent, reading);
                }
            };
            next.ifPresent(slice -> {
                ahead.add(slice);
                steps.pass();
            });
            room = next.isPresent();
        }
        return !ahead.isEmpty();
    }

    private void follow(Incoming.Reading reading, Steps steps, Extent now) {
        if (now.piece() != toldAt) {
            toldAt = now.piece();
            reading.follow(steps.pieces().stream()
                    .map(piece -> here.index().pieces().get(piece).id())
                    .toList());
        }
    }

    private Optional<Slice> slice(Extent extent, Optional<Incoming.Reading> reading)
            throws IOException, InterruptedException {
        PieceRef piece = here.index().pieces().get(extent.piece());
        // Others are likely to want the same piece when it holds more than this document.
        boolean keep = extent.length() < piece.size() && piece.size() <= ContentLimits.DEFAULT_PIECE;
        if (small && reading.isPresent() && ahead.isEmpty()) {
            Optional<Lease> part = reader.part(extent, piece, reading.get());
            if (part.isPresent()) {
                return part.map(bytes -> new Slice(bytes, 0, extent.length()));
            }
        }
        PieceReader.Wish wish = new PieceReader.Wish(piece, here.incoming(), keep);
        if (reading.isPresent() && !reader.arrived(piece, reading.get(), ahead.isEmpty())) {
            return Optional.empty();
        }
        Optional<Lease> lease = ahead.isEmpty() ? Optional.of(reader.read(wish)) : reader.readAhead(wish);
        return lease.map(here -> new Slice(here, extent.offset(), extent.length()));
    }

    private static byte[] opened(Slice slice) throws IOException {
        try {
            return slice.lease().bytes().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(failure.getCause());
        }
    }
}
