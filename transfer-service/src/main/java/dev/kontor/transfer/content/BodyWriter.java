package dev.kontor.transfer.content;

import dev.kontor.transfer.content.Body.Literal;
import dev.kontor.transfer.content.Body.Part;
import dev.kontor.transfer.content.Body.Stretch;
import dev.kontor.transfer.fetch.Answer;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
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
    private record Slice(CompletableFuture<byte[]> bytes, int offset, int length) {}

    /// @throws IOException when the client has gone, or a piece cannot be read
    void write(Body body) throws IOException, InterruptedException {
        Deque<Slice> ahead = new ArrayDeque<>();
        Iterator<Part> parts = body.parts().iterator();
        Cursor cursor = new Cursor();
        while (true) {
            while (ahead.size() < AHEAD && (cursor.more() || parts.hasNext())) {
                if (cursor.more()) {
                    ahead.add(slice(cursor.next()));
                } else {
                    begin(parts.next(), cursor, ahead);
                }
            }
            Slice slice = ahead.poll();
            if (slice == null) {
                return;
            }
            outlet.write(opened(slice), slice.offset(), slice.length());
        }
    }

    private static void begin(Part part, Cursor cursor, Deque<Slice> ahead) {
        switch (part) {
            case Literal(var bytes) -> {
                if (!bytes.empty()) {
                    ahead.add(new Slice(CompletableFuture.completedFuture(bytes.toArray()), 0, bytes.size()));
                }
            }
            case Stretch stretch -> cursor.begin(stretch);
        }
    }

    private Slice slice(Extent extent) throws IOException, InterruptedException {
        PieceRef piece = here.index().pieces().get(extent.piece());
        boolean shared = extent.length() < piece.size() && piece.size() <= ContentLimits.DEFAULT_PIECE;
        return new Slice(reader.read(piece, here, shared), extent.offset(), extent.length());
    }

    private static byte[] opened(Slice slice) throws IOException {
        try {
            return slice.bytes().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(failure.getCause());
        }
    }

    /// Walks through the extents of a stretch, clipped to it.
    private static final class Cursor {
        private Iterator<Extent> extents = java.util.Collections.emptyIterator();
        private long skip;
        private long left;

        void begin(Stretch stretch) {
            extents = stretch.entry().extents().iterator();
            skip = stretch.offset();
            left = stretch.length();
        }

        boolean more() {
            return left > 0;
        }

        Extent next() {
            while (extents.hasNext()) {
                Extent extent = extents.next();
                if (skip >= extent.length()) {
                    skip -= extent.length();
                    continue;
                }
                int from = (int) skip;
                int length = (int) Math.min(left, extent.length() - from);
                skip = 0;
                left -= length;
                return new Extent(extent.piece(), extent.offset() + from, length);
            }
            throw new NoSuchElementException("a stretch is longer than its entry");
        }
    }
}
