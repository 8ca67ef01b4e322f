package dev.kontor.transfer.peer;

import dev.kontor.transfer.link.ChunkTarget;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.ContentLimits;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.function.Consumer;

/// A piece on its way in: bytes in order, never more than expected, and where its leaf hashes came first none that
/// follows a wrong leaf. Owned by the event loop.
final class Assembly implements ChunkTarget {
    private final byte[] buffer;
    private final int from;
    private final int expected;
    private final Optional<LeafCheck> leaves;
    private final Consumer<String> onLie;
    private int announced;
    private int length;

    /// What of the piece was asked for, in bytes.
    record Range(int from, int length) {}

    /// @param onLie hears of a leaf that is wrong
    Assembly(byte[] buffer, Range range, Optional<LeafCheck> leaves, Consumer<String> onLie) {
        this.buffer = buffer;
        this.from = range.from();
        this.expected = range.length();
        this.leaves = leaves;
        this.onLie = onLie;
    }

    /// Takes note of a chunk that is about to come.
    ///
    /// @throws MalformedException when the chunk does not continue the piece, or is too long
    void announce(long offset, int bytes) {
        if (offset != from + announced || announced + bytes > expected) {
            throw new MalformedException(
                    announced, "DATA at " + offset + "+" + bytes + ", not within " + expected + " bytes from " + from);
        }
        announced += bytes;
    }

    @Override
    public void write(ByteBuf from, int count) {
        from.readBytes(buffer, length, count);
        length += count;
        int wrong = leaves.map(check -> check.firstWrong(buffer, length)).orElse(-1);
        if (wrong >= 0) {
            String reason = "leaf " + wrong + " is not what its hash says";
            onLie.accept(reason);
            throw new MalformedException(wrong * ContentLimits.LEAF, reason);
        }
    }

    /// Whether each leaf was compared with its hash.
    boolean proven() {
        return leaves.isPresent();
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
