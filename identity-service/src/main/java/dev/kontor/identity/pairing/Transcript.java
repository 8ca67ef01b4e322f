package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What both sides have said so far. The inviter commits to its nonce before it sees the other's, and opens it only
/// afterwards; so somebody in between has one blind guess at words that agree on both sides: 1 in 2^66.
///
/// ```text
/// commitment = SHA-256("kontor/pairing/commitment/1" || nonce)
/// transcript = SHA-256("kontor/pairing/transcript/1" || u32 length || offer || u32 length || acceptance || nonce)
/// words      = the first 66 bits of SHA-256("kontor/pairing/words/1" || transcript), 11 bits a word
/// ```
///
/// @param offer the offer's payload
/// @param acceptance the acceptance's payload, empty until there is one
/// @param nonce the inviter's nonce, empty on the invited side until it is revealed
public record Transcript(Bytes offer, Bytes acceptance, Bytes nonce) {
    private static final Bytes COMMITMENT = Bytes.utf8("kontor/pairing/commitment/1");
    private static final Bytes TRANSCRIPT = Bytes.utf8("kontor/pairing/transcript/1");
    private static final Bytes WORDS = Bytes.utf8("kontor/pairing/words/1");

    static Bytes commitmentTo(Bytes nonce) {
        return Sha256.digest(COMMITMENT, nonce);
    }

    static Bytes offerDigest(Bytes offer) {
        return Sha256.digest(offer);
    }

    Transcript withAcceptance(Bytes payload) {
        return new Transcript(offer, payload, nonce);
    }

    Transcript withNonce(Bytes revealed) {
        return new Transcript(offer, acceptance, revealed);
    }

    boolean whole() {
        return !acceptance.empty() && !nonce.empty();
    }

    /// The digest of everything said, once the nonce is open.
    Optional<Bytes> digest() {
        if (!whole()) {
            return Optional.empty();
        }
        return Optional.of(Sha256.digest(TRANSCRIPT, length(offer), offer, length(acceptance), acceptance, nonce));
    }

    /// The six words that two people compare, once there is something to compare.
    public List<String> words() {
        return digest().map(digest -> Words.of(Sha256.digest(WORDS, digest))).orElseGet(List::of);
    }

    private static Bytes length(Bytes value) {
        return Bytes.of(ByteBuffer.allocate(4).putInt(0, value.size()));
    }
}
