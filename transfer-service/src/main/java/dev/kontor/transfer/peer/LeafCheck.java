package dev.kontor.transfer.peer;

import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.PieceLeaves;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The leaf hashes of a piece that is on its way, known to be those of the piece, and how many leaves were compared
/// with them. Each byte is hashed once, when its leaf is whole. Owned by the event loop.
final class LeafCheck {
    private final PieceLeaves hashes;
    private final int length;
    private final int first;
    private int checked;

    private LeafCheck(PieceLeaves hashes, int length, int first) {
        this.hashes = hashes;
        this.length = length;
        this.first = first;
        this.checked = first;
    }

    /// Empty when these are not the leaf hashes of that piece of that length.
    static Optional<LeafCheck> of(Frame.Wanted wanted, int length, Bytes hashes) {
        int leaves = (length + ContentLimits.LEAF - 1) / ContentLimits.LEAF;
        if (leaves == 0 || hashes.size() != leaves * Sha256.SIZE) {
            return Optional.empty();
        }
        byte[] bytes = hashes.toArray();
        List<Bytes> each = new ArrayList<>(leaves);
        for (int leaf = 0; leaf < leaves; leaf++) {
            each.add(Bytes.of(bytes, leaf * Sha256.SIZE, Sha256.SIZE));
        }
        PieceLeaves all = new PieceLeaves(each);
        return all.id().bytes().equals(wanted.pieceId())
                ? Optional.of(new LeafCheck(all, length, wanted.firstLeaf()))
                : Optional.empty();
    }

    /// Looks at the leaves that are whole now and were not before.
    ///
    /// @param buffer begins with the first leaf that was asked for
    /// @param arrived bytes that it holds
    /// @return the number of the first leaf that is wrong, or -1
    int firstWrong(byte[] buffer, int arrived) {
        int base = first * ContentLimits.LEAF;
        while (checked < hashes.hashes().size() && arrived >= end(checked) - base) {
            int from = checked * ContentLimits.LEAF;
            if (!hashes.verify(checked, ByteBuffer.wrap(buffer, from - base, end(checked) - from))) {
                return checked;
            }
            checked++;
        }
        return -1;
    }

    private int end(int leaf) {
        return Math.min(length, (leaf + 1) * ContentLimits.LEAF);
    }
}
