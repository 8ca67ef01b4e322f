package dev.kontor.transfer.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.PieceHasher;
import dev.kontor.wire.content.PieceLeaves;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A piece that is asked for by its leaves, and what sources make of that.
class LeafCheckTest {
    private static final int LEAF = 16 << 10;

    private static PieceLeaves leaves(byte[] piece) {
        return new PieceHasher().update(piece, 0, piece.length).finishLeaves();
    }

    private static Bytes list(byte[] piece) {
        return Bytes.concat(leaves(piece).hashes());
    }

    private static Frame.Wanted byLeaves(byte[] piece) {
        return new Frame.Wanted(leaves(piece).id().bytes(), 0, (piece.length + LEAF - 1) / LEAF);
    }

    @Test
    void takesAPieceWhoseLeavesAreRightInAnyPortions() {
        Generator.check(100, generator -> {
            byte[] piece = generator.bytes(generator.between(1, 5 * LEAF));
            Heard heard = new Heard(piece.length);
            PendingFetch fetch = new PendingFetch(heard, List.of(byLeaves(piece)));
            fetch.leaves(new Frame.Leaves(0, piece.length, list(piece)));
            send(fetch, generator, piece);
            fetch.status(new Frame.End(0, piece.length));
            assertTrue(heard.proven && fetch.done());
            assertArrayEquals(piece, heard.piece);
        });
    }

    @Test
    void takesARangeOfLeavesAndNothingElse() {
        Generator.check(100, generator -> {
            byte[] piece = generator.bytes(generator.between(1, 8 * LEAF));
            int first = generator.below((piece.length + LEAF - 1) / LEAF);
            int count = generator.between(1, 9);
            byte[] range = Arrays.copyOfRange(piece, first * LEAF, Math.min(piece.length, (first + count) * LEAF));
            Frame.Wanted wanted = new Frame.Wanted(leaves(piece).id().bytes(), first, count);
            Heard heard = new Heard(piece.length);
            PendingFetch fetch = new PendingFetch(heard, List.of(wanted));
            fetch.leaves(new Frame.Leaves(0, piece.length, list(piece)));
            assertThrows(MalformedException.class, () -> fetch.chunk(0, (first + 1L) * LEAF + 1, 1));
            send(fetch, generator, range, first * LEAF);
            assertThrows(MalformedException.class, () -> fetch.chunk(0, first * LEAF + range.length, 1));
            fetch.status(new Frame.End(0, range.length));
            assertArrayEquals(range, heard.piece);
            PendingFetch lied = new PendingFetch(new Heard(piece.length), List.of(wanted));
            lied.leaves(new Frame.Leaves(0, piece.length, list(piece)));
            byte[] flipped = generator.flipOneBit(range);
            assertThrows(MalformedException.class, () -> send(lied, generator, flipped, first * LEAF));
        });
    }

    @Test
    void aFlippedBitIsFoundWithTheLeafThatItIsIn() {
        Generator.check(200, generator -> {
            byte[] piece = generator.bytes(generator.between(1, 8 * LEAF));
            Heard heard = new Heard(piece.length);
            PendingFetch fetch = new PendingFetch(heard, List.of(byLeaves(piece)));
            fetch.leaves(new Frame.Leaves(0, piece.length, list(piece)));
            byte[] flipped = piece.clone();
            int at = generator.below(piece.length);
            flipped[at] ^= (byte) (1 << generator.below(8));
            int leaf = at / LEAF;
            assertThrows(MalformedException.class, () -> send(fetch, generator, flipped));
            assertEquals(List.of("0: leaf " + leaf + " is not what its hash says"), heard.lies);
            // No more was taken than that leaf, and what came with its last bytes.
            assertTrue(heard.progress <= (leaf + 1) * LEAF + Portions.LARGEST, "took " + heard.progress);
            assertFalse(heard.proven);
        });
    }

    @Test
    void leafHashesOfAnotherPieceAreRefusedBeforeAnyByte() {
        Generator.check(100, generator -> {
            byte[] piece = generator.bytes(generator.between(LEAF + 1, 4 * LEAF));
            Bytes right = list(piece);
            byte[] flipped = generator.flipOneBit(right.toArray());
            Bytes shorter = right.slice(0, right.size() - 32);
            Bytes longer = Bytes.concat(right, right.slice(0, 32));
            for (Frame.Leaves wrong : List.of(
                    new Frame.Leaves(0, piece.length, Bytes.of(flipped)),
                    new Frame.Leaves(0, piece.length, shorter),
                    new Frame.Leaves(0, piece.length, longer),
                    new Frame.Leaves(0, piece.length, Bytes.EMPTY),
                    new Frame.Leaves(0, piece.length + 1, right),
                    new Frame.Leaves(0, 0xffff_ffffL, right))) {
                Heard heard = new Heard(piece.length);
                PendingFetch fetch = new PendingFetch(heard, List.of(byLeaves(piece)));
                assertThrows(MalformedException.class, () -> fetch.leaves(wrong));
                assertEquals(1, heard.lies.size());
                assertEquals(0, heard.buffers);
            }
        });
    }

    @Test
    void nothingComesBeforeTheLeavesTwiceOrUnasked() {
        byte[] piece = Generator.seeded(1).bytes(3 * LEAF);
        Frame.Leaves right = new Frame.Leaves(0, piece.length, list(piece));
        PendingFetch early = new PendingFetch(new Heard(piece.length), List.of(byLeaves(piece)));
        assertThrows(MalformedException.class, () -> early.chunk(0, 0, 100));
        PendingFetch twice = new PendingFetch(new Heard(piece.length), List.of(byLeaves(piece)));
        twice.leaves(right);
        assertThrows(MalformedException.class, () -> twice.leaves(right));
        assertThrows(MalformedException.class, () -> twice.leaves(new Frame.Leaves(1, piece.length, list(piece))));
        Frame.Wanted whole = Frame.Wanted.whole(leaves(piece).id().bytes());
        PendingFetch unasked = new PendingFetch(new Heard(piece.length), List.of(whole));
        assertThrows(MalformedException.class, () -> unasked.leaves(right));
    }

    @Test
    void aSourceThatOnlySendsLeavesHoldsFourBuffers() {
        byte[] piece = Generator.seeded(2).bytes(LEAF);
        Heard heard = new Heard(piece.length);
        PendingFetch fetch = new PendingFetch(heard, Collections.nCopies(64, byLeaves(piece)));
        for (int i = 0; i < 4; i++) {
            fetch.leaves(new Frame.Leaves(i, piece.length, list(piece)));
        }
        assertThrows(MalformedException.class, () -> fetch.leaves(new Frame.Leaves(4, piece.length, list(piece))));
        assertEquals(4, heard.buffers);
    }

    @Test
    void aShortPieceIsRefusedAtItsEnd() {
        byte[] piece = Generator.seeded(3).bytes(2 * LEAF + 5);
        PendingFetch fetch = new PendingFetch(new Heard(piece.length), List.of(byLeaves(piece)));
        fetch.leaves(new Frame.Leaves(0, piece.length, list(piece)));
        fetch.chunk(0, 0, LEAF).write(Unpooled.wrappedBuffer(piece, 0, LEAF), LEAF);
        assertThrows(MalformedException.class, () -> fetch.status(new Frame.End(0, LEAF)));
        assertThrows(MalformedException.class, () -> fetch.status(new Frame.End(0, piece.length)));
        assertThrows(MalformedException.class, () -> fetch.chunk(0, LEAF, 2 * LEAF));
    }

    private static final class Portions {
        static final int LARGEST = 1500;
    }

    private static void send(PendingFetch fetch, Generator generator, byte[] bytes) {
        send(fetch, generator, bytes, 0);
    }

    private static void send(PendingFetch fetch, Generator generator, byte[] bytes, int from) {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, generator.between(1, Portions.LARGEST));
            fetch.chunk(0, from + at, length).write(Unpooled.wrappedBuffer(bytes, at, length), length);
            at += length;
        }
    }

    /// What a download hears.
    private static final class Heard implements PieceArrivals {
        private final int expected;
        private final List<String> lies = new ArrayList<>();
        private int progress;
        private int buffers;
        private boolean proven;
        private byte @Nullable [] piece;

        Heard(int expected) {
            this.expected = expected;
        }

        @Override
        public int expected(int index) {
            return expected;
        }

        @Override
        public byte[] buffer(int length) {
            buffers++;
            return new byte[length];
        }

        @Override
        public void onProgress(int bytes) {
            progress += bytes;
        }

        @Override
        public void onPiece(int index, byte[] ciphertext, int length, boolean wasProven) {
            proven = wasProven;
            piece = ciphertext;
        }

        @Override
        public void onLie(int index, String reason) {
            lies.add(index + ": " + reason);
        }

        @Override
        public void onStatus(int index, Frame.Status status, byte[] buffer) {}

        @Override
        public void onLost(String reason, List<byte[]> lost) {}
    }
}
