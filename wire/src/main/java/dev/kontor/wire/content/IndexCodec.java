package dev.kontor.wire.content;

import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.PieceKey;
import dev.kontor.wire.crypto.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The CBOR sequence of a [SnapshotIndex].
final class IndexCodec {
    private IndexCodec() {}

    static Bytes encode(SnapshotIndex index) {
        List<String> mediaTypes = index.entries().stream()
                .map(Entry::mediaType)
                .distinct()
                .sorted()
                .toList();
        Map<String, Integer> places = new HashMap<>();
        mediaTypes.forEach(type -> places.put(type, places.size()));
        CborWriter writer = new CborWriter()
                .map(4)
                .key(1)
                .uint(SnapshotIndex.VERSION)
                .key(2)
                .uint(index.pieces().size())
                .key(3)
                .uint(index.entries().size())
                .key(4)
                .array(mediaTypes, CborWriter::text);
        for (PieceRef piece : index.pieces()) {
            writer.array(3).bytes(piece.id().bytes()).bytes(piece.key().bytes()).uint(piece.size());
        }
        for (Entry entry : index.entries()) {
            write(writer, entry, places.getOrDefault(entry.mediaType(), 0));
        }
        return writer.toBytes();
    }

    static SnapshotIndex decode(Bytes plaintext) {
        return CborReader.decode(plaintext, IndexCodec::read);
    }

    private static SnapshotIndex read(CborReader reader) {
        reader.expectMap(4);
        reader.key(1).readVersion(SnapshotIndex.VERSION);
        int pieceCount = (int) reader.key(2).readUint(ContentLimits.MAX_PIECES);
        int entryCount = (int) reader.key(3).readUint(ContentLimits.MAX_ENTRIES);
        List<String> mediaTypes = readMediaTypes(reader.key(4));
        List<PieceRef> pieces = new ArrayList<>();
        for (int i = 0; i < pieceCount; i++) {
            pieces.add(readPiece(reader));
        }
        BitSet used = new BitSet();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < entryCount; i++) {
            entries.add(readEntry(reader, mediaTypes, used));
        }
        if (used.cardinality() != mediaTypes.size()) {
            throw reader.malformed("a media type that no entry has");
        }
        return new SnapshotIndex(pieces, entries);
    }

    private static List<String> readMediaTypes(CborReader reader) {
        List<String> types = reader.readList(
                ContentLimits.MAX_MEDIA_TYPES, item -> item.readText(ContentLimits.MAX_MEDIA_TYPE_BYTES));
        for (int i = 1; i < types.size(); i++) {
            if (types.get(i - 1).compareTo(types.get(i)) >= 0) {
                throw reader.malformed("media types repeated or out of order");
            }
        }
        return types;
    }

    private static PieceRef readPiece(CborReader reader) {
        reader.expectArray(3);
        PieceId id = PieceId.read(reader);
        PieceKey key = new PieceKey(reader.readBytesExactly(PieceKey.SIZE));
        return new PieceRef(id, key, (int) reader.readUint(ContentLimits.MAX_PIECE));
    }

    private static Entry readEntry(CborReader reader, List<String> mediaTypes, BitSet used) {
        reader.expectArray(6);
        EntryPath path = EntryPath.parse(reader.readText(EntryPath.MAX_BYTES));
        int mediaType = (int) reader.readUint(mediaTypes.size() - 1L);
        used.set(mediaType);
        long size = reader.readUint();
        Bytes sha256 = reader.readBytesExactly(Sha256.SIZE);
        Instant modified = reader.readInstant();
        List<Extent> extents = reader.readList(ContentLimits.MAX_PIECES, IndexCodec::readExtent);
        return new Entry(
                path,
                mediaTypes.get(mediaType),
                size,
                sha256,
                modified.getEpochSecond() == 0 ? null : modified,
                extents);
    }

    private static Extent readExtent(CborReader reader) {
        reader.expectArray(3);
        return new Extent(
                (int) reader.readUint(ContentLimits.MAX_PIECES), (int) reader.readUint(ContentLimits.MAX_PIECE), (int)
                        reader.readUint(ContentLimits.MAX_PIECE));
    }

    private static void write(CborWriter writer, Entry entry, int mediaType) {
        writer.array(6)
                .text(entry.path().text())
                .uint(mediaType)
                .uint(entry.size())
                .bytes(entry.sha256())
                .instant(orEpoch(entry.modifiedAt()));
        writer.array(
                entry.extents(),
                (w, extent) ->
                        w.array(3).uint(extent.piece()).uint(extent.offset()).uint(extent.length()));
    }

    private static Instant orEpoch(@Nullable Instant modifiedAt) {
        return modifiedAt == null ? Instant.EPOCH : modifiedAt;
    }
}
