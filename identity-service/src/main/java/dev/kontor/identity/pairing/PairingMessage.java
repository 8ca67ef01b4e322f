package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.id.PairingId;
import dev.kontor.wire.id.SiteId;
import java.time.Instant;

/// One message of the handshake, before it is signed with the sender's site key (content type
/// `application/kontor-pairing+cbor`). It names the site it is for, so that it cannot be replayed to another one.
///
/// Payload: a deterministic CBOR map (RFC 8949 section 4.2.1).
///
/// | key | value | in |
/// |---|---|---|
/// | 1 | version, 1 | all |
/// | 2 | kind, 1 to 8 | all |
/// | 3 | pairing id, 16 bytes | all |
/// | 4 | siteId of the receiver, 32 bytes | all |
/// | 5 | signed descriptor | Offer, Acceptance |
/// | 6 | organisation log | Offer, Acceptance |
/// | 7 | suggested name, text | Offer, Acceptance |
/// | 8 | commitment, 32 bytes | Offer |
/// | 9 | expiry, epoch seconds | Offer |
/// | 10 | nonce, 32 bytes | Acceptance, Reveal, Confirmation |
/// | 11 | digest of the offer's payload, 32 bytes | Acceptance |
/// | 12 | transcript digest, 32 bytes | Confirmation, Completion |
/// | 13 | reason, text | Rejection, Withdrawal, Revocation |
public record PairingMessage(PairingId pairing, SiteId to, Body body) {
    private static final int MAX_ENTRIES = 9;
    private static final int MAX_KIND = 8;
    private static final int MAX_UTF8_OF_A_CHARACTER = 3;
    private static final long LATEST_EPOCH_SECOND = 253_402_300_799L;

    public Bytes encode() {
        CborWriter out = new CborWriter();
        switch (body) {
            case Body.Offer offer -> {
                introduction(head(out, 9), offer.introduction());
                out.key(8).bytes(offer.commitment());
                out.key(9).uint(offer.expiresAt().getEpochSecond());
            }
            case Body.Acceptance acceptance -> {
                introduction(head(out, 9), acceptance.introduction());
                out.key(10).bytes(acceptance.nonce());
                out.key(11).bytes(acceptance.offerDigest());
            }
            case Body.Reveal reveal -> head(out, 5).key(10).bytes(reveal.nonce());
            case Body.Confirmation confirmation ->
                head(out, 6).key(10).bytes(confirmation.nonce()).key(12).bytes(confirmation.transcript());
            case Body.Completion completion -> head(out, 5).key(12).bytes(completion.transcript());
            case Body.Rejection rejection -> head(out, 5).key(13).text(rejection.reason());
            case Body.Withdrawal withdrawal -> head(out, 5).key(13).text(withdrawal.reason());
            case Body.Revocation revocation -> head(out, 5).key(13).text(revocation.reason());
        }
        return out.toBytes();
    }

    private CborWriter head(CborWriter out, int entries) {
        return out.map(entries)
                .key(1)
                .uint(Limits.VERSION)
                .key(2)
                .uint(body.kind())
                .key(3)
                .bytes(pairing.bytes())
                .key(4)
                .bytes(to.bytes());
    }

    private static void introduction(CborWriter out, Introduction introduction) {
        out.key(5).bytes(introduction.descriptor());
        out.key(6).bytes(introduction.log());
        out.key(7).text(introduction.name());
    }

    /// Reads a payload.
    ///
    /// @throws MalformedException when a single byte is not as it must be
    public static PairingMessage decode(Bytes payload) {
        return CborReader.decode(payload, PairingMessage::read);
    }

    private static PairingMessage read(CborReader in) {
        int entries = in.readMap(MAX_ENTRIES);
        in.key(1).readVersion(Limits.VERSION);
        int kind = (int) in.key(2).readUint(MAX_KIND);
        if (entries != entries(kind)) {
            throw in.malformed(entries + " entries in a message of kind " + kind);
        }
        PairingId pairing = PairingId.read(in.key(3));
        SiteId to = SiteId.read(in.key(4));
        return new PairingMessage(pairing, to, body(in, kind));
    }

    private static int entries(int kind) {
        return switch (kind) {
            case 1, 2 -> 9;
            case 4 -> 6;
            default -> 5;
        };
    }

    private static Body body(CborReader in, int kind) {
        return switch (kind) {
            case 1 -> new Body.Offer(introduction(in), digest(in, 8), time(in, 9));
            case 2 -> new Body.Acceptance(introduction(in), digest(in, 10), digest(in, 11));
            case 3 -> new Body.Reveal(digest(in, 10));
            case 4 -> new Body.Confirmation(digest(in, 10), digest(in, 12));
            case 5 -> new Body.Completion(digest(in, 12));
            case 6 -> new Body.Rejection(text(in, 13, Limits.MAX_REASON_CHARACTERS));
            case 7 -> new Body.Withdrawal(text(in, 13, Limits.MAX_REASON_CHARACTERS));
            case 8 -> new Body.Revocation(text(in, 13, Limits.MAX_REASON_CHARACTERS));
            default -> throw in.malformed("a kind this build does not know: " + kind);
        };
    }

    private static Introduction introduction(CborReader in) {
        Bytes descriptor = in.key(5).readBytes(Limits.MAX_DESCRIPTOR_BYTES);
        Bytes log = in.key(6).readBytes(Limits.MAX_LOG_BYTES);
        return new Introduction(descriptor, log, text(in, 7, Limits.MAX_NAME_CHARACTERS));
    }

    private static Bytes digest(CborReader in, int key) {
        return in.key(key).readBytesExactly(Limits.DIGEST_BYTES);
    }

    private static String text(CborReader in, int key, int mostCharacters) {
        String text = in.key(key).readText(mostCharacters * MAX_UTF8_OF_A_CHARACTER);
        if (text.length() > mostCharacters || text.chars().anyMatch(Character::isISOControl)) {
            throw in.malformed("a text that is too long or has control characters");
        }
        return text;
    }

    private static Instant time(CborReader in, int key) {
        return Instant.ofEpochSecond(in.key(key).readUint(LATEST_EPOCH_SECOND));
    }
}
