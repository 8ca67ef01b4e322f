package dev.kontor.discovery.lookup;

/// What a look-up wants: only the nearest nodes, or also the records they keep; from how many independent nodes it must
/// have heard the newest record before it may stop early; and over how many disjoint paths it asks.
public record Goal(boolean records, int quorum, int paths) {
    private static final int NEVER = Integer.MAX_VALUE;

    /// The nearest nodes, all of them, for our own upkeep.
    public static final Goal NODES = new Goal(false, NEVER, 1);
    /// The nodes that are to keep a record.
    public static final Goal KEEPERS = new Goal(false, NEVER, 4);
    /// The one record of a publisher we know: three nodes that agree are enough, never the first one alone.
    public static final Goal ONE_PUBLISHER = new Goal(true, 3, 4);
    /// Everything that anybody published under the key.
    public static final Goal ALL_PUBLISHERS = new Goal(true, NEVER, 8);
}
