package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.crypto.Sha256;
import java.util.List;

/// The audit path of RFC 6962 section 2.1.1: what one leaf needs to show that it is in a tree.
///
/// @param index the leaf's place, from 0
/// @param size the tree's number of leaves
/// @param path sibling hashes from the leaf up
public record InclusionProof(long index, long size, List<Bytes> path) {
    /// Longest path there can be.
    public static final int MAX_PATH = 63;

    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("no leaf " + index + " of " + size);
        }
        if (path.stream().anyMatch(hash -> hash.size() != Sha256.SIZE)) {
            throw new IllegalArgumentException("a hash in a path has 32 bytes");
        }
    }

    /// Reads `[index, size, [hash, …]]`.
    ///
    /// @throws dev.kontor.wire.bytes.MalformedException when the bytes are not one in its only encoding
    public static InclusionProof decode(Bytes encoded) {
        return CborReader.decode(encoded, reader -> {
            reader.expectArray(3);
            return new InclusionProof(
                    reader.readUint(),
                    reader.readUint(),
                    reader.readList(MAX_PATH, item -> item.readBytesExactly(Sha256.SIZE)));
        });
    }

    public Bytes encode() {
        return new CborWriter().array(3).uint(index).uint(size).bytesArray(path).toBytes();
    }

    /// Whether this proves the leaf to be in the tree with this head (the algorithm of RFC 9162 section 2.1.3.2).
    public boolean verify(Bytes root, Bytes leafHash) {
        long node = index;
        long last = size - 1;
        Bytes hash = leafHash;
        for (Bytes sibling : path) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                hash = MerkleTree.nodeHash(sibling, hash);
                while (node % 2 == 0 && node != 0) {
                    node /= 2;
                    last /= 2;
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling);
            }
            node /= 2;
            last /= 2;
        }
        return last == 0 && hash.equals(root);
    }
}
