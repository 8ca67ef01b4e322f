package dev.kontor.testkit.fuzz;

import java.util.Arrays;

/// Fuzz input read as a list of small instructions, for targets that want more than one decoder's bytes. Never ends
/// early: what is missing reads as zero, and [#more] says when nothing is left. Not safe for use by several threads.
public final class Script {
    private final byte[] bytes;
    private int at;

    public Script(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public boolean more() {
        return at < bytes.length;
    }

    /// A number from 0 to 255.
    public int small() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    /// A number from 0 up to, not including, `bound`, which is at most 256.
    public int below(int bound) {
        return small() % bound;
    }

    /// A number from 0 to 65,535.
    public int number() {
        return small() << 8 | small();
    }

    /// So many bytes, or as many as are left.
    public byte[] take(int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] taken = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return taken;
    }

    /// Exactly so many bytes.
    public byte[] fill(int count) {
        return Arrays.copyOf(take(count), count);
    }

    public byte[] rest() {
        return take(bytes.length);
    }
}
