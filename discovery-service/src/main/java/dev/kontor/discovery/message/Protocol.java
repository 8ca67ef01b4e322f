package dev.kontor.discovery.message;

/// The numbers of the specification; changing one means a new version.
public final class Protocol {
    public static final int VERSION = 1;
    /// No datagram is longer; a longer one is not even looked at.
    public static final int MAX_DATAGRAM = 1400;
    /// What a node fills: the payload that every IPv6 path carries, less headers, with room to spare on most.
    public static final int FULL_DATAGRAM = 1280;
    /// A request of this size may be answered by every reply except `found`.
    public static final int SMALL_DATAGRAM = 192;
    /// To hear a whole record from a node that does not know our address yet; padding may add two bytes.
    public static final int PADDED_FOR_RECORDS = MAX_DATAGRAM - 2;
    public static final int MAX_RECORD = 1000;
    public static final int MAX_CONTACTS = 20;
    public static final int MAX_RECORDS = 20;
    public static final int TRANSACTION_BYTES = 8;
    public static final int TOKEN_BYTES = 8;
    public static final int KEY_BYTES = 32;
    public static final int PUBLISHER_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;
    /// What a proof signs begins with these bytes, so that it can never be mistaken for another signature.
    public static final String PROOF_CONTEXT = "kontor/dht/1";

    private Protocol() {}
}
