package dev.kontor.transfer.publish;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.Extent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of the snapshot in the making: its extents name slots of the [PieceTable].
record DraftEntry(
        EntryPath path,
        String mediaType,
        long size,
        Bytes sha256,
        @Nullable Instant modifiedAt,
        List<Extent> extents) {
    DraftEntry {
        extents = List.copyOf(extents);
    }

    DraftEntry at(List<Extent> others) {
        return new DraftEntry(path, mediaType, size, sha256, modifiedAt, others);
    }

    boolean small(int pieceSize) {
        return size < Math.min(PiecePacker.SMALL, pieceSize);
    }

    Entry toEntry(List<Extent> finalExtents) {
        return new Entry(path, mediaType, size, sha256, modifiedAt, finalExtents);
    }

    /// The same document: where its bytes lie and when the source touched it does not matter.
    boolean same(Entry other) {
        return path.equals(other.path())
                && mediaType.equals(other.mediaType())
                && size == other.size()
                && sha256.equals(other.sha256());
    }
}
