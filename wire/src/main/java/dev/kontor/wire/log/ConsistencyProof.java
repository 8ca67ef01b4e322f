package dev.kontor.wire.log;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.MerkleTree;
import dev.kontor.wire.crypto.Sha256;
import java.util.ArrayList;
import java.util.List;

/// The proof of RFC 6962 section 2.1.2 that a log has only grown: its first leaves are those of an earlier head.
///
/// @param first number of leaves of the earlier log, at least one
/// @param second number of leaves of the later log
/// @param path hashes of subtrees; none when both are the same log
public record ConsistencyProof(long first, long second, List<Bytes> path) {
    /// Longest path there can be.
    public static final int MAX_PATH = InclusionProof.MAX_PATH + 1;

    public ConsistencyProof {
        path = List.copyOf(path);
        if (first < 1 || first > second || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("no log of " + first + " leaves grows to " + second);
        }
        if (path.stream().anyMatch(hash -> hash.size() != Sha256.SIZE)) {
            throw new IllegalArgumentException("a hash in a path has 32 bytes");
        }
    }

    /// Reads `[first, second, [hash, …]]`.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static ConsistencyProof decode(Bytes encoded) {
        return CborReader.decode(encoded, reader -> {
            reader.expectArray(3);
            return new ConsistencyProof(
                    reader.readUint(),
                    reader.readUint(),
                    reader.readList(MAX_PATH, item -> item.readBytesExactly(Sha256.SIZE)));
        });
    }

    public Bytes encode() {
        return new CborWriter()
                .array(3)
                .uint(first)
                .uint(second)
                .bytesArray(path)
                .toBytes();
    }

    /// Whether this proves that the log with the second head begins with the log with the first (the algorithm of
    /// RFC 9162 section 2.1.4.2).
    public boolean verify(Bytes firstRoot, Bytes secondRoot) {
        if (first == second) {
            return path.isEmpty() && firstRoot.equals(secondRoot);
        }
        List<Bytes> hashes = new ArrayList<>(path);
        if (Long.bitCount(first) == 1) {
            hashes.addFirst(firstRoot);
        }
        return !hashes.isEmpty() && climb(hashes, firstRoot, secondRoot);
    }

    private boolean climb(List<Bytes> hashes, Bytes firstRoot, Bytes secondRoot) {
        long node = first - 1;
        long last = second - 1;
        int whole = Long.numberOfTrailingZeros(~node);
        node >>= whole;
        last >>= whole;
        Bytes earlier = hashes.getFirst();
        Bytes later = earlier;
        for (Bytes hash : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                earlier = MerkleTree.nodeHash(hash, earlier);
                later = MerkleTree.nodeHash(hash, later);
                int skipped = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>= skipped;
                last >>= skipped;
            } else {
                later = MerkleTree.nodeHash(later, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && earlier.equals(firstRoot) && later.equals(secondRoot);
    }
}
