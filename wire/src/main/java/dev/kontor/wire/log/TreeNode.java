package dev.kontor.wire.log;

/// The place of a complete subtree: its leaves are those from `index` × 2^`level` on, 2^`level` of them.
public record TreeNode(int level, long index) {
    public TreeNode {
        if (level < 0 || level >= Long.SIZE - 1 || index < 0) {
            throw new IllegalArgumentException("no node " + index + " at level " + level);
        }
    }
}
