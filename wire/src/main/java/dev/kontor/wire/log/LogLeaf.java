package dev.kontor.wire.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.crypto.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/// What one leaf of a site's log says. No leaf holds a person's name or words: an act is bound to them by a
/// [Commitment], a record is named by its digest.
///
/// ```
/// act:    {1: version 1, 2: 0,      3: at, 4: act, 5: 0 done / 1 refused, 6: commitment}
/// record: {1: version 1, 2: 1 to 4, 3: at, 4: digest of the signed record}
/// ```
public sealed interface LogLeaf {
    int VERSION = 1;

    /// Longest name of an act.
    int MAX_ACT = 64;

    Instant at();

    Bytes encode();

    /// What an admin or a partner's site did, or was refused.
    ///
    /// @param act such as `grant.issue`
    /// @param commitment the value of a [Commitment] to actor, subject and detail
    record Acted(Instant at, String act, boolean refused, Bytes commitment) implements LogLeaf {
        static final int KIND = 0;

        public Acted {
            at = at.truncatedTo(ChronoUnit.SECONDS);
            if (commitment.size() != Sha256.SIZE || Bytes.utf8(act).size() > MAX_ACT) {
                throw new IllegalArgumentException("an act has a name of at most 64 bytes, a commitment 32");
            }
        }

        @Override
        public Bytes encode() {
            return new CborWriter()
                    .map(6)
                    .key(1)
                    .uint(VERSION)
                    .key(2)
                    .uint(KIND)
                    .key(3)
                    .instant(at)
                    .key(4)
                    .text(act)
                    .key(5)
                    .uint(refused ? 1 : 0)
                    .key(6)
                    .bytes(commitment)
                    .toBytes();
        }
    }

    /// A signed record that was made or stored here.
    ///
    /// @param digest of the signed record
    record Kept(Kind kind, Instant at, Bytes digest) implements LogLeaf {
        public Kept {
            at = at.truncatedTo(ChronoUnit.SECONDS);
            if (digest.size() != Sha256.SIZE) {
                throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.size());
            }
        }

        @Override
        public Bytes encode() {
            return new CborWriter()
                    .map(4)
                    .key(1)
                    .uint(VERSION)
                    .key(2)
                    .uint(kind.code)
                    .key(3)
                    .instant(at)
                    .key(4)
                    .bytes(digest)
                    .toBytes();
        }
    }

    /// Which records are kept.
    enum Kind {
        GRANT(1),
        REVOCATION(2),
        RECEIPT(3),
        COUNTERSIGNATURE(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(long code) {
            return Stream.of(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no kind of leaf: " + code));
        }
    }

    /// The hash that stands in the tree.
    default Bytes hash() {
        return MerkleTree.leafHash(encode());
    }

    /// Reads a leaf.
    ///
    /// @throws MalformedException when the bytes are not one in its only encoding
    static LogLeaf decode(Bytes encoded) {
        return CborReader.decode(encoded, reader -> {
            int fields = reader.readMap(6);
            reader.key(1).readVersion(VERSION);
            long kind = reader.key(2).readUint();
            Instant at = reader.key(3).readInstant();
            if (fields != (kind == Acted.KIND ? 6 : 4)) {
                throw reader.malformed("a leaf of kind " + kind + " has not " + fields + " fields");
            }
            return kind == Acted.KIND
                    ? new Acted(
                            at,
                            reader.key(4).readText(MAX_ACT),
                            reader.key(5).readUint(1) == 1,
                            reader.key(6).readBytesExactly(Sha256.SIZE))
                    : new Kept(Kind.of(kind), at, reader.key(4).readBytesExactly(Sha256.SIZE));
        });
    }
}
