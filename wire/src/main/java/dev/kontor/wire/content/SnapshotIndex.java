package dev.kontor.wire.content;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a snapshot holds: the table of its pieces with their keys, and its entries in the order of their paths. Travels
/// encrypted under the snapshot key, see [IndexPieces]. Immutable.
///
/// The plaintext is a CBOR sequence (RFC 8742): a header map, then the pieces, then the entries.
///
/// | item | content |
/// |---|---|
/// | header | `{1: version 1, 2: number of pieces, 3: number of entries, 4: [media types, ascending]}` |
/// | each piece | `[piece id, piece key, plaintext size]` |
/// | each entry | `[path, media type's place, size, SHA-256, modified at or 0, [[piece's place, offset, length], …]]` |
public record SnapshotIndex(List<PieceRef> pieces, List<Entry> entries) {
    public static final int VERSION = 1;

    private static final Comparator<Entry> BY_PATH = Comparator.comparing(Entry::path);

    public SnapshotIndex {
        pieces = List.copyOf(pieces);
        entries = List.copyOf(entries);
        if (pieces.size() > ContentLimits.MAX_PIECES || entries.size() > ContentLimits.MAX_ENTRIES) {
            throw new IllegalArgumentException("a snapshot has at most " + ContentLimits.MAX_PIECES + " pieces and "
                    + ContentLimits.MAX_ENTRIES + " entries");
        }
        requireAscending(entries);
        for (Entry entry : entries) {
            requireExtents(pieces, entry);
        }
    }

    /// An index of entries in any order.
    public static SnapshotIndex of(List<PieceRef> pieces, List<Entry> entries) {
        return new SnapshotIndex(pieces, entries.stream().sorted(BY_PATH).toList());
    }

    /// Reads the plaintext of an index.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one index in its only encoding
    public static SnapshotIndex decode(Bytes plaintext) {
        return IndexCodec.decode(plaintext);
    }

    public Bytes encode() {
        return IndexCodec.encode(this);
    }

    public Optional<Entry> entry(EntryPath path) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = entries.get(middle).path().compareTo(path);
            if (order == 0) {
                return Optional.of(entries.get(middle));
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return Optional.empty();
    }

    /// The Merkle tree head over all piece ids in the table's order, as the manifest states it.
    public Bytes contentRoot() {
        return MerkleTree.root(pieces.stream()
                .map(piece -> MerkleTree.leafHash(piece.id().bytes()))
                .toList());
    }

    /// Plaintext bytes of all pieces.
    public long contentBytes() {
        return pieces.stream().mapToLong(PieceRef::size).sum();
    }

    private static void requireAscending(List<Entry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            if (BY_PATH.compare(entries.get(i - 1), entries.get(i)) >= 0) {
                throw new IllegalArgumentException("entry " + i + " repeats a path or is out of order");
            }
        }
    }

    private static void requireExtents(List<PieceRef> pieces, Entry entry) {
        for (Extent extent : entry.extents()) {
            if (extent.piece() >= pieces.size()
                    || extent.offset() + extent.length()
                            > pieces.get(extent.piece()).size()) {
                throw new IllegalArgumentException("an extent reaches beyond its piece");
            }
        }
    }
}
