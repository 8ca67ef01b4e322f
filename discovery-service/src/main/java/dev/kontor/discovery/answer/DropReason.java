package dev.kontor.discovery.answer;

/// Why a datagram was not answered or not believed. Counted, never told to the sender.
public enum DropReason {
    /// Not a packet of ours.
    MALFORMED,
    /// It came while as many of its address were waiting as may, or as many of all.
    OVERLOAD,
    /// The address asked for more than its share.
    RATE,
    /// The reply would have been larger than the request, to an address that is not proven.
    AMPLIFICATION,
    /// A reply to nothing that we asked this address.
    UNSOLICITED,
    /// A reply by another node than the one we asked.
    IMPOSTOR,
    /// A proof was asked for and is missing or wrong.
    UNPROVEN,
    /// A record that a reader found to be forged, expired, or under the wrong key.
    FALSE_RECORD,
    /// A record older than one we have seen.
    ROLLED_BACK,
    /// Our own address is wrong, or somebody reflects our packets.
    OURSELVES
}
