package dev.kontor.discovery.lookup;

/// Further pages of records that a look-up has asked for, because some keeper has more than fit in one answer.
public final class Pages {
    private int open;
    private int asked;
    private int chains;

    Pages() {}

    public void onAsked() {
        open++;
        asked++;
    }

    public void onEnded() {
        open--;
    }

    /// Another node is about to be asked for pages; returns how many were before it.
    public int onChain() {
        return chains++;
    }

    public int chains() {
        return chains;
    }

    public int asked() {
        return asked;
    }

    boolean areOpen() {
        return open > 0;
    }
}
