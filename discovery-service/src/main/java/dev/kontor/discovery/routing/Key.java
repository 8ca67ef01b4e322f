package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.id.NodeId;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/// A point of the 256-bit key space in which nodes and records meet. The distance of two points is their exclusive or,
/// read as an unsigned number; the four words are the 32 bytes in network order.
public record Key(long first, long second, long third, long fourth) {
    public static final int BITS = 256;
    public static final int BYTES = BITS / Byte.SIZE;

    public static Key of(Bytes bytes) {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.size());
        }
        ByteBuffer words = bytes.toBuffer();
        return new Key(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    public static Key of(NodeId node) {
        return of(node.bytes());
    }

    public static Key random(RandomGenerator random) {
        return new Key(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    public Bytes bytes() {
        ByteBuffer words = ByteBuffer.allocate(BYTES);
        words.putLong(first).putLong(second).putLong(third).putLong(fourth);
        return Bytes.of(words.array());
    }

    public Key distanceTo(Key other) {
        return new Key(first ^ other.first, second ^ other.second, third ^ other.third, fourth ^ other.fourth);
    }

    /// How many leading bits two points share: 256 when they are equal.
    public int commonPrefix(Key other) {
        Key distance = distanceTo(other);
        int zeros = Long.numberOfLeadingZeros(distance.first);
        zeros = zeros < 64 ? zeros : 64 + Long.numberOfLeadingZeros(distance.second);
        zeros = zeros < 128 ? zeros : 128 + Long.numberOfLeadingZeros(distance.third);
        return zeros < 192 ? zeros : 192 + Long.numberOfLeadingZeros(distance.fourth);
    }

    /// Orders `a` and `b` by their distance to this point; the nearer one comes first.
    public int compareDistance(Key a, Key b) {
        return compareUnsigned(distanceTo(a), distanceTo(b));
    }

    public static int compareUnsigned(Key a, Key b) {
        int order = Long.compareUnsigned(a.first, b.first);
        order = order != 0 ? order : Long.compareUnsigned(a.second, b.second);
        order = order != 0 ? order : Long.compareUnsigned(a.third, b.third);
        return order != 0 ? order : Long.compareUnsigned(a.fourth, b.fourth);
    }

    /// A random point that shares exactly `prefix` leading bits with this one, that is one in bucket `prefix`.
    public Key randomAt(int prefix, RandomGenerator random) {
        Key noise = random(random);
        return new Key(
                mix(first, noise.first, prefix),
                mix(second, noise.second, prefix - 64),
                mix(third, noise.third, prefix - 128),
                mix(fourth, noise.fourth, prefix - 192));
    }

    private static long mix(long own, long noise, int prefix) {
        if (prefix >= 64) {
            return own;
        }
        if (prefix < 0) {
            return noise;
        }
        long flipped = 1L << (63 - prefix);
        long below = flipped - 1;
        return ((own ^ flipped) & ~below) | (noise & below);
    }

    @Override
    public String toString() {
        return bytes().hex();
    }
}
