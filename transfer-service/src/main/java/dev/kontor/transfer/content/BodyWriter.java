package dev.kontor.transfer.content;

import dev.kontor.transfer.content.Body.Literal;
import dev.kontor.transfer.content.Body.Part;
import dev.kontor.transfer.content.Body.Stretch;
import dev.kontor.transfer.content.PieceReader.Lease;
import dev.kontor.transfer.fetch.Answer;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Streams a body: one piece is on its way to the client while the workers open the next. Blocks; for virtual threads.
final class BodyWriter {
    // Our choice: pieces that are open at once, whatever the size of the body.
    private static final int AHEAD = 2;

    private final PieceReader reader;
    private final Answer.Here here;
    private final Outlet outlet;

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
        Deque<Slice> ahead = new ArrayDeque<>();
        try {
            Iterator<Part> parts = body.parts().iterator();
            Cursor cursor = new Cursor();
            while (fill(ahead, parts, cursor)) {
                Slice slice = ahead.peek();
                if (slice != null) {
                    outlet.write(opened(slice), slice.offset(), slice.length());
                    ahead.remove();
                    slice.lease().giveBack().run();
                }
            }
        } finally {
            ahead.forEach(slice -> slice.lease().giveBack().run());
        }
    }

    /// Reads ahead as far as it may; false when the body is at its end.
    private boolean fill(Deque<Slice> ahead, Iterator<Part> parts, Cursor cursor)
            throws IOException, InterruptedException {
        while (ahead.size() < AHEAD && (cursor.more() || parts.hasNext())) {
            if (!cursor.more()) {
                begin(parts.next(), cursor, ahead);
            } else if (ahead.isEmpty()) {
                Extent extent = cursor.next();
                ahead.add(slice(extent, reader.read(piece(extent), here, shared(extent))));
            } else {
                Optional<Lease> lease = reader.readAhead(piece(cursor.peek()), here, shared(cursor.peek()));
                if (lease.isEmpty()) {
                    break;
                }
                ahead.add(slice(cursor.next(), lease.get()));
            }
        }
        return !ahead.isEmpty();
    }

    private static void begin(Part part, Cursor cursor, Deque<Slice> ahead) {
        switch (part) {
            case Literal(var bytes) -> {
                if (!bytes.empty()) {
                    ahead.add(new Slice(Lease.of(bytes.toArray()), 0, bytes.size()));
                }
            }
            case Stretch stretch -> cursor.begin(stretch);
        }
    }

    private static Slice slice(Extent extent, Lease lease) {
        return new Slice(lease, extent.offset(), extent.length());
    }

    private PieceRef piece(Extent extent) {
        return here.index().pieces().get(extent.piece());
    }

    /// Whether others are likely to want the same piece: it holds more than this document.
    private boolean shared(Extent extent) {
        PieceRef piece = piece(extent);
        return extent.length() < piece.size() && piece.size() <= ContentLimits.DEFAULT_PIECE;
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

    /// Walks through the extents of a stretch, clipped to it.
    private static final class Cursor {
        private Iterator<Extent> extents = Collections.emptyIterator();
        private long skip;
        private long left;
        private Optional<Extent> peeked = Optional.empty();

        void begin(Stretch stretch) {
            extents = stretch.entry().extents().iterator();
            skip = stretch.offset();
            left = stretch.length();
        }

        boolean more() {
            return left > 0;
        }

        Extent next() {
            Extent next = peek();
            peeked = Optional.empty();
            left -= next.length();
            return next;
        }

        Extent peek() {
            if (peeked.isEmpty()) {
                peeked = Optional.of(advance());
            }
            return peeked.get();
        }

        private Extent advance() {
            while (extents.hasNext()) {
                Extent extent = extents.next();
                if (skip >= extent.length()) {
                    skip -= extent.length();
                    continue;
                }
                int from = (int) skip;
                int length = (int) Math.min(left, extent.length() - from);
                skip = 0;
                return new Extent(extent.piece(), extent.offset() + from, length);
            }
            throw new NoSuchElementException("a stretch is longer than its entry");
        }
    }
}
