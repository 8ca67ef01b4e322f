package dev.kontor.wire.descriptor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.sign.SignedRecord;

/// Why a site may speak for its organisation.
///
/// @param inception the organisation's signed inception
/// @param endorsement a root key's statement about the site
/// @param logSeq place of the log's head when the descriptor was made
/// @param logDigest digest of that head
public record Membership(SignedRecord inception, SignedRecord endorsement, long logSeq, Bytes logDigest) {
    public Membership {
        if (logSeq < 0 || logDigest.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("a log's head is a place and a digest of 32 bytes");
        }
    }
}
