package dev.kontor.transfer.frame;

/// Every bound of the data port in one place.
public final class FrameLimits {
    // Specification: both sides must hold to these.

    /// The one version so far.
    public static final int VERSION = 1;
    /// `u32 length`, `u8 type`, `u32 request`.
    public static final int HEADER_BYTES = 9;
    /// What `length` counts besides the body.
    public static final int COUNTED_HEADER_BYTES = 5;
    /// `u16 index`, `u32 offset` in front of the bytes of a DATA frame.
    public static final int DATA_PREFIX_BYTES = 6;
    /// Content bytes in one DATA frame.
    public static final int MAX_CHUNK = 256 * 1024;
    /// The longest body of any frame.
    public static final int MAX_BODY = DATA_PREFIX_BYTES + MAX_CHUNK;
    /// The longest body of any frame but DATA, MANIFEST and LEAVES.
    public static final int MAX_SMALL_BODY = 16 * 1024;
    /// Pieces asked for by one FETCH.
    public static final int MAX_BATCH = 64;
    /// A signed manifest.
    public static final int MAX_MANIFEST = 128 * 1024;
    /// Bytes of pieces that MANIFEST encloses, together.
    public static final int MAX_ROOM = 96 * 1024;
    /// A signed receipt or countersignature.
    public static final int MAX_RECEIPT = 2 * 1024;
    /// A signed ticket.
    public static final int MAX_TICKET = 1024;
    /// The feature in HELLO of who gives tickets and takes them: the frames 96 to 99 are understood.
    public static final int TICKETS = 1;
    /// Text that explains a refusal.
    public static final int MAX_REASON = 512;

    // Our choice: told to the other side in HELLO, which keeps to the smaller of both.

    /// Pieces that one connection may have outstanding; more are answered BUSY.
    public static final int MAX_OUTSTANDING = 128;

    static final int ID_BYTES = 32;
    static final int GRANT_ID_BYTES = 16;
    static final int KEY_ID_BYTES = 8;
    static final int MAX_LEAVES_BYTES = 512 * ID_BYTES;
    static final int MAX_AGENT = 64;
    static final int MAX_NAMESPACE = 63;
    static final int MAX_TRACE = 64;
    static final int MAX_SEALED = 512;
    static final int MAX_LIST = 16;
    static final int MAX_U16 = 0xffff;
    static final long MAX_U32 = 0xffff_ffffL;

    private FrameLimits() {}
}
