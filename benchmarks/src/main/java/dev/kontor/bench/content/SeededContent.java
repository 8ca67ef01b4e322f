package dev.kontor.bench.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/// Random bytes that nothing can compress or recognise, the same for the same seed, made again wherever they are
/// needed, so that they take no space on disk.
///
/// @param size in bytes
public record SeededContent(long seed, long size) {
    private static final int BLOCK = 1 << 20;

    public SeededContent {
        if (size < 0) {
            throw new IllegalArgumentException("size=" + size);
        }
    }

    /// The bytes from a position on.
    public InputStream from(long position) {
        return new Blocks(position);
    }

    public InputStream all() {
        return from(0);
    }

    /// Some of the bytes.
    public byte[] part(long position, int length) throws IOException {
        try (InputStream in = from(position)) {
            return in.readNBytes(length);
        }
    }

    /// Whether a stream holds exactly these bytes; reads it to its end or to the first difference.
    public boolean isIn(InputStream other) throws IOException {
        byte[] theirs = new byte[(int) Math.min(BLOCK, size)];
        byte[] ours = new byte[theirs.length];
        long left = size;
        while (left > 0) {
            int count = other.readNBytes(theirs, 0, (int) Math.min(BLOCK, left));
            fill(ours, (size - left) / BLOCK);
            if (count < Math.min(BLOCK, left) || !Arrays.equals(theirs, 0, count, ours, 0, count)) {
                return false;
            }
            left -= count;
        }
        return other.read() < 0;
    }

    private void fill(byte[] block, long number) {
        new SplittableRandom(seed * 1_000_003 + number).nextBytes(block);
    }

    private final class Blocks extends InputStream {
        private final byte[] block = new byte[(int) Math.min(BLOCK, size)];
        private long filled = -1;
        private long position;

        Blocks(long position) {
            this.position = position;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (position >= size) {
                return -1;
            }
            long number = position / BLOCK;
            if (number != filled) {
                fill(block, number);
                filled = number;
            }
            int at = (int) (position % BLOCK);
            int count = (int) Math.min(Math.min(length, BLOCK - at), size - position);
            System.arraycopy(block, at, target, offset, count);
            position += count;
            return count;
        }
    }
}
