package dev.kontor.discovery.lookup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final List<Candidate> first = new ArrayList<>(1);

    Path(int paths) {
        this.narrow = Math.max(1, Lookup.ALPHA / paths);
        this.wide = Math.max(2, Lookup.WIDEST / paths);
        this.capacity = Math.max(LEAST_CANDIDATES, Lookup.CANDIDATES / paths);
    }

    /// Whom this path asks before all others.
    void beginWith(Candidate candidate) {
        first.add(candidate);
    }

    @Nullable
    Candidate first() {
        for (Candidate candidate : first) {
            if (candidate.state() == Candidate.State.FRESH) {
                return candidate;
            }
        }
        return null;
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
