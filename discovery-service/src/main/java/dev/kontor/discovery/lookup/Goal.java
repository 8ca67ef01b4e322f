package dev.kontor.discovery.lookup;

/// What a look-up wants: only the nearest nodes, or also the records they keep, and from how many nodes it must have
/// heard genuine records before it may stop early.
public record Goal(boolean records, int quorum) {
    /// The nearest nodes, all of them.
    public static final Goal NODES = new Goal(false, Integer.MAX_VALUE);
    /// The one record of a publisher we know: three nodes that agree are enough, never the first one alone.
    public static final Goal ONE_PUBLISHER = new Goal(true, 3);
    /// Everything that anybody published under the key.
    public static final Goal ALL_PUBLISHERS = new Goal(true, Integer.MAX_VALUE);
}
