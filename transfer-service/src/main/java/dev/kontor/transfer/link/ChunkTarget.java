package dev.kontor.transfer.link;

import io.netty.buffer.ByteBuf;

/// Takes the bytes of a chunk as they arrive.
@FunctionalInterface
public interface ChunkTarget {
    /// Takes `count` bytes from where the buffer is read.
    void write(ByteBuf from, int count);
}
