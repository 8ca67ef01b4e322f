package dev.kontor.identity.pairing;

import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;

/// Every bound of the handshake in one place.
public final class Limits {
    // Specification: both sides of every version must agree on these.
    static final int VERSION = 1;
    static final int NONCE_BYTES = 32;
    static final int DIGEST_BYTES = 32;
    static final int MAX_NAME_CHARACTERS = 253;
    static final int MAX_REASON_CHARACTERS = 200;
    static final int MAX_DESCRIPTOR_BYTES = 1000;
    static final int MAX_LOG_BYTES = 64 * 1024;

    /// A signed message with everything in it.
    public static final int MAX_MESSAGE_BYTES = 72 * 1024;

    // Our choice: how long we wait, and how much we let strangers make us remember.
    public static final Duration OFFER_LIFE = Duration.ofDays(7);
    public static final Duration LONGEST_OFFER_LIFE = Duration.ofDays(14);

    /// How long an inviter stays active without having heard that the other side is active too.
    public static final Duration COMPLETION_LIFE = Duration.ofDays(7);

    public static final int MAX_ASKED = 200;
    public static final int MAX_ASKED_PER_SITE = 3;

    private Limits() {}

    static void exactly(Bytes value, int size, String name) {
        if (value.size() != size) {
            throw new IllegalArgumentException(name + " has " + value.size() + " bytes, not " + size);
        }
    }

    static void atMost(Bytes value, int size, String name) {
        if (value.size() > size) {
            throw new IllegalArgumentException(name + " has " + value.size() + " bytes, more than " + size);
        }
    }

    static void reason(String reason) {
        if (reason.length() > MAX_REASON_CHARACTERS) {
            throw new IllegalArgumentException("a reason has at most " + MAX_REASON_CHARACTERS + " characters");
        }
    }

    /// The reason, cut to what fits in a message and without control characters.
    public static String fittingReason(String reason) {
        String printable = reason.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.length() <= MAX_REASON_CHARACTERS ? printable : printable.substring(0, MAX_REASON_CHARACTERS);
    }
}
