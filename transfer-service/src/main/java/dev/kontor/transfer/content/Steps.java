package dev.kontor.transfer.content;

import dev.kontor.transfer.content.Body.Literal;
import dev.kontor.transfer.content.Body.Part;
import dev.kontor.transfer.content.Body.Stretch;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Extent;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// A body step by step, in order, with a bounded look ahead. Reads no content. Owned by one thread.
final class Steps {
    // Our choice: far enough that the line to a partner is busy with what follows.
    private static final int AHEAD = 128;
    private static final int PIECES_AHEAD = 32;

    /// What goes out in one write.
    sealed interface Step {}

    record Words(Bytes bytes) implements Step {}

    record FromPiece(Extent extent) implements Step {}

    private final Iterator<Part> parts;
    private final Deque<Step> upcoming = new ArrayDeque<>();
    private Iterator<Extent> extents = Collections.emptyIterator();
    private long skip;
    private long left;

    Steps(Body body) {
        this.parts = body.parts().iterator();
    }

    boolean more() {
        fill();
        return !upcoming.isEmpty();
    }

    Step peek() {
        fill();
        return upcoming.element();
    }

    void pass() {
        upcoming.remove();
    }

    /// The pieces of the next steps, in order, each once.
    List<Integer> pieces() {
        fill();
        return upcoming.stream()
                .flatMap(step -> step instanceof FromPiece(var extent) ? Stream.of(extent.piece()) : Stream.empty())
                .distinct()
                .limit(PIECES_AHEAD)
                .toList();
    }

    private void fill() {
        while (upcoming.size() < AHEAD && (left > 0 || parts.hasNext())) {
            if (left > 0) {
                upcoming.add(new FromPiece(advance()));
            } else {
                begin(parts.next());
            }
        }
    }

    private void begin(Part part) {
        switch (part) {
            case Literal(var bytes) -> {
                if (!bytes.empty()) {
                    upcoming.add(new Words(bytes));
                }
            }
            case Stretch stretch -> {
                extents = stretch.entry().extents().iterator();
                skip = stretch.offset();
                left = stretch.length();
            }
        }
    }

    /// The next extent of the stretch, clipped to it.
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
            left -= length;
            return new Extent(extent.piece(), extent.offset() + from, length);
        }
        throw new NoSuchElementException("a stretch is longer than its entry");
    }
}
