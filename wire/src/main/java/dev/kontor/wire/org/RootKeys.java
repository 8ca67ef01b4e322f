package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.VerifyKey;
import java.util.List;

/// The bounds of root keys and commitments.
final class RootKeys {
    static final int MAX = 16;

    private RootKeys() {}

    static void require(List<VerifyKey> keys, int threshold, List<Bytes> commitments) {
        if (keys.isEmpty() || keys.size() > MAX || keys.stream().distinct().count() != keys.size()) {
            throw new IllegalArgumentException("there are 1 to " + MAX + " different root keys");
        }
        if (threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException("no threshold of " + threshold + " among " + keys.size() + " keys");
        }
        if (commitments.size() > MAX || commitments.stream().distinct().count() != commitments.size()) {
            throw new IllegalArgumentException("there are at most " + MAX + " different commitments");
        }
        commitments.forEach(RootKeys::requireDigest);
    }

    static void requireDigest(Bytes digest) {
        if (digest.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.size());
        }
    }
}
