package dev.kontor.transfer.download;

import java.util.ArrayDeque;
import java.util.Deque;

/// Buffers for arriving pieces, used again and again. Safe for use by any thread.
///
/// How many are in use is bounded by the windows and by the back-pressure of [Arrivals]; this only keeps a few for
/// reuse.
final class Buffers {
    // Our choice.
    private static final int KEPT = 24;

    private final Deque<byte[]> free = new ArrayDeque<>();

    synchronized byte[] take(int length) {
        byte[] buffer = free.pollLast();
        return buffer != null && buffer.length >= length ? buffer : new byte[length];
    }

    synchronized void give(byte[] buffer) {
        if (buffer.length > 0 && free.size() < KEPT) {
            free.addLast(buffer);
        }
    }
}
