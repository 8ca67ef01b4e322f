package dev.kontor.wire.content;

import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import dev.kontor.wire.sign.VerifyKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a site signs about a snapshot: whose it is, its place in the namespace's history, and commitments to
/// content and key that tell nothing about either. Readable by anyone; paths and piece keys are in the encrypted
/// [SnapshotIndex].
///
/// | key | field | key | field | key | field |
/// |---|---|---|---|---|---|
/// | 1 | version 1 | 6 | created at | 11 | number of entries |
/// | 2 | orgId | 7 | previous snapshotId or empty | 12 | index piece ids |
/// | 3 | site key | 8 | content root | 13 | index bytes |
/// | 4 | namespace | 9 | number of pieces | 14 | key commitment |
/// | 5 | sequence | 10 | content bytes | 15 | piece size |
///
/// @param sequence counts the namespace's snapshots from 1, never goes back
/// @param previous the snapshot before, or null for the first
public record Manifest(
        OrgId orgId,
        VerifyKey siteKey,
        NamespaceName namespace,
        long sequence,
        Instant createdAt,
        @Nullable SnapshotId previous,
        Content content,
        Index index) {
    public static final RecordType TYPE = RecordType.MANIFEST;
    public static final int VERSION = 1;

    public Manifest {
        createdAt = createdAt.truncatedTo(ChronoUnit.SECONDS);
        if (sequence < 1) {
            throw new IllegalArgumentException("snapshots count from 1");
        }
    }

    /// The content as far as anyone may know it.
    ///
    /// @param root Merkle tree head over all content piece ids in the table's order
    /// @param bytes plaintext bytes of all pieces
    /// @param pieceSize most plaintext bytes in a piece
    public record Content(Bytes root, int pieces, long bytes, int entries, int pieceSize) {
        public Content {
            requireDigest(root);
            if (pieces < 0 || pieces > ContentLimits.MAX_PIECES || entries < 0 || entries > ContentLimits.MAX_ENTRIES) {
                throw new IllegalArgumentException("too many pieces or entries");
            }
            if (pieceSize < ContentLimits.MIN_PIECE || pieceSize > ContentLimits.MAX_PIECE) {
                throw new IllegalArgumentException("no piece size: " + pieceSize);
            }
            if (bytes < pieces || bytes > (long) pieces * pieceSize) {
                throw new IllegalArgumentException(bytes + " bytes do not fit " + pieces + " pieces");
            }
        }

        public static Content of(SnapshotIndex index, int pieceSize) {
            return new Content(
                    index.contentRoot(),
                    index.pieces().size(),
                    index.contentBytes(),
                    index.entries().size(),
                    pieceSize);
        }
    }

    /// Where the encrypted index is.
    ///
    /// @param pieces the ids of its pieces in order
    /// @param bytes its plaintext bytes
    /// @param keyCommitment SHA-256("kontor/key-commitment/1" || snapshotKey)
    public record Index(List<PieceId> pieces, int bytes, Bytes keyCommitment) {
        public Index {
            pieces = List.copyOf(pieces);
            requireDigest(keyCommitment);
            if (pieces.isEmpty() || pieces.size() > ContentLimits.MAX_INDEX_PIECES) {
                throw new IllegalArgumentException("an index has 1 to " + ContentLimits.MAX_INDEX_PIECES + " pieces");
            }
            if (bytes < pieces.size() || bytes > ContentLimits.MAX_INDEX_BYTES) {
                throw new IllegalArgumentException("no size of an index: " + bytes);
            }
        }

        public static Index of(List<SealedPiece> sealed, int bytes, SnapshotKey key) {
            return new Index(sealed.stream().map(SealedPiece::id).toList(), bytes, KeyDerivation.keyCommitment(key));
        }
    }

    /// Reads the payload of a manifest.
    ///
    /// @throws MalformedException when the bytes are not one manifest in its only encoding
    public static Manifest decode(Bytes payload) {
        return CborReader.decode(payload, Manifest::read);
    }

    /// Reads a manifest that is signed by the site key which it names. Whether that site is trusted is another
    /// question.
    ///
    /// @throws MalformedException when it is not
    public static Manifest verified(SignedRecord record) {
        Manifest manifest = decode(record.payload());
        record.verifiedPayload(manifest.siteKey, TYPE);
        return manifest;
    }

    public Bytes encode() {
        return new CborWriter()
                .map(15)
                .key(1)
                .uint(VERSION)
                .key(2)
                .bytes(orgId.bytes())
                .key(3)
                .bytes(siteKey.raw())
                .key(4)
                .text(namespace.text())
                .key(5)
                .uint(sequence)
                .key(6)
                .instant(createdAt)
                .key(7)
                .bytes(previous == null ? Bytes.EMPTY : previous.bytes())
                .raw(encodeCommitments())
                .toBytes();
    }

    public SignedRecord sign(SigningKey key) {
        return SignedRecord.sign(TYPE, encode(), key);
    }

    public SiteId siteId() {
        return SiteId.of(siteKey);
    }

    public boolean commitsTo(SnapshotKey key) {
        return index.keyCommitment.equals(KeyDerivation.keyCommitment(key));
    }

    /// Whether this index is the content that the manifest commits to.
    public boolean describes(SnapshotIndex other) {
        return content.equals(Content.of(other, content.pieceSize))
                && other.pieces().stream().allMatch(piece -> piece.size() <= content.pieceSize);
    }

    private Bytes encodeCommitments() {
        return new CborWriter()
                .key(8)
                .bytes(content.root)
                .key(9)
                .uint(content.pieces)
                .key(10)
                .uint(content.bytes)
                .key(11)
                .uint(content.entries)
                .key(12)
                .array(index.pieces, (writer, id) -> writer.bytes(id.bytes()))
                .key(13)
                .uint(index.bytes)
                .key(14)
                .bytes(index.keyCommitment)
                .key(15)
                .uint(content.pieceSize)
                .toBytes();
    }

    private static Manifest read(CborReader reader) {
        reader.expectMap(15);
        reader.key(1).readVersion(VERSION);
        OrgId orgId = OrgId.read(reader.key(2));
        VerifyKey siteKey = VerifyKey.read(reader.key(3));
        NamespaceName namespace = NamespaceName.parse(reader.key(4).readText(NamespaceName.MAX_LENGTH));
        long sequence = reader.key(5).readUint();
        Instant createdAt = reader.key(6).readInstant();
        Bytes previous = reader.key(7).readBytes(SnapshotId.SIZE);
        Bytes root = reader.key(8).readBytesExactly(Sha256.SIZE);
        int pieces = (int) reader.key(9).readUint(ContentLimits.MAX_PIECES);
        long bytes = reader.key(10).readUint();
        int entries = (int) reader.key(11).readUint(ContentLimits.MAX_ENTRIES);
        List<PieceId> indexPieces = reader.key(12).readList(ContentLimits.MAX_INDEX_PIECES, PieceId::read);
        int indexBytes = (int) reader.key(13).readUint(ContentLimits.MAX_INDEX_BYTES);
        Bytes keyCommitment = reader.key(14).readBytesExactly(Sha256.SIZE);
        int pieceSize = (int) reader.key(15).readUint(ContentLimits.MAX_PIECE);
        return new Manifest(
                orgId,
                siteKey,
                namespace,
                sequence,
                createdAt,
                previous.empty() ? null : new SnapshotId(previous),
                new Content(root, pieces, bytes, entries, pieceSize),
                new Index(indexPieces, indexBytes, keyCommitment));
    }

    private static void requireDigest(Bytes digest) {
        if (digest.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.size());
        }
    }
}
