package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.VerifyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who has signed an entry: one key the record, others beside it. Every signature must hold and count, so that no bit
/// of
/// a log can change unnoticed, and they stand in the order of their keys' short names, so that they have one encoding.
final class Signatures {
    private Signatures() {}

    /// @param needed how many different keys must have signed
    static void require(
            int place, SignedRecord record, List<SignedRecord> cosignatures, List<VerifyKey> keys, int needed) {
        List<VerifyKey> left = new ArrayList<>(keys);
        VerifyKey first = signer(record, left)
                .orElseThrow(() -> Replay.refused(place, "not signed by a root key, which its kind of entry needs"));
        left.remove(first);
        Bytes before = Bytes.EMPTY;
        for (SignedRecord cosignature : cosignatures) {
            if (cosignature.kid().compareTo(before) <= 0) {
                throw Replay.refused(place, "cosignatures in another order than that of their keys");
            }
            before = cosignature.kid();
            left.remove(cosigner(place, record, cosignature, keys, left));
        }
        int signed = 1 + cosignatures.size();
        if (signed < needed) {
            throw Replay.refused(place, "signed by " + signed + " root keys, needs " + needed);
        }
    }

    private static VerifyKey cosigner(
            int place, SignedRecord record, SignedRecord cosignature, List<VerifyKey> keys, List<VerifyKey> left) {
        VerifyKey key = signer(cosignature, keys)
                .orElseThrow(() -> Replay.refused(place, "cosigned by a key that is no root key"));
        if (!left.contains(key)) {
            throw Replay.refused(place, "signed twice by one key");
        }
        if (cosignature.type() != Cosignature.TYPE
                || !Cosignature.decode(cosignature.payload()).entry().equals(record.digest())) {
            throw Replay.refused(place, "a cosignature of another entry");
        }
        return key;
    }

    private static Optional<VerifyKey> signer(SignedRecord record, List<VerifyKey> keys) {
        return keys.stream().filter(key -> record.verify(key, record.type())).findFirst();
    }
}
