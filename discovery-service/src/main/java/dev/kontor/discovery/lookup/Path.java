package dev.kontor.discovery.lookup;

/// One of the disjoint paths of a look-up: how many requests it may have under way, and how many candidates it may
/// bring up. Mutable, owned by one look-up.
final class Path {
    private static final int LEAST_CANDIDATES = 20;

    private final int narrow;
    private final int wide;
    private final int capacity;
    private int open;
    private int disappointments;
    private int candidates;

    Path(int paths) {
        this.narrow = Math.max(1, Lookup.ALPHA / paths);
        this.wide = Math.max(2, Lookup.WIDEST / paths);
        this.capacity = Math.max(LEAST_CANDIDATES, Lookup.CANDIDATES / paths);
    }

    boolean hasRoom() {
        return open < Math.min(narrow + disappointments, wide);
    }

    void onAsked() {
        open++;
    }

    void onReturned() {
        open--;
    }

    void onDisappointed() {
        disappointments++;
    }

    /// Returns true when there is one too many.
    boolean onHeard() {
        return ++candidates > capacity;
    }

    void onForgotten() {
        candidates--;
    }
}
