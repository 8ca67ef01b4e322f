package dev.kontor.transfer.peer;

import dev.kontor.transfer.link.ChunkTarget;
import dev.kontor.wire.bytes.MalformedException;
import io.netty.buffer.ByteBuf;

/// A piece on its way in: bytes in order, never more than expected. Owned by the event loop.
final class Assembly implements ChunkTarget {
    private final byte[] buffer;
    private final int expected;
    private int announced;
    private int length;

    Assembly(byte[] buffer, int expected) {
        this.buffer = buffer;
        this.expected = expected;
    }

    /// Takes note of a chunk that is about to come.
    ///
    /// @throws MalformedException when the chunk does not continue the piece, or is too long
    void announce(long offset, int bytes) {
        if (offset != announced || offset + bytes > expected) {
            throw new MalformedException(
                    announced, "DATA at " + offset + "+" + bytes + " of a piece of " + expected + " bytes");
        }
        announced += bytes;
    }

    @Override
    public void write(ByteBuf from, int count) {
        from.readBytes(buffer, length, count);
        length += count;
    }

    /// Checks that everything came.
    ///
    /// @throws MalformedException when the end does not come at the end
    void requireComplete(long said) {
        if (said != expected || length != expected) {
            throw new MalformedException(
                    length, "END after " + length + " of " + expected + " bytes, said to be " + said);
        }
    }

    byte[] buffer() {
        return buffer;
    }
}
