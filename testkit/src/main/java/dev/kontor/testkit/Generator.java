package dev.kontor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// A seeded source of test input. The same seed gives the same values on every machine.
///
/// [#check] runs a property many times; a failure names the seed, and `-Dkontor.seed=<seed>` runs that one again.
/// Not safe for use by several threads.
public final class Generator {
    private static final String SEED_PROPERTY = "kontor.seed";

    private final long seed;
    private final Random random;

    private Generator(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public static Generator seeded(long seed) {
        return new Generator(seed);
    }

    /// A statement about every input that a generator can make.
    @FunctionalInterface
    public interface Property {
        void holds(Generator generator) throws Exception;
    }

    /// Runs the property with seeds 1 to `runs`, or only with the seed that the system property `kontor.seed` names.
    public static void check(int runs, Property property) {
        Long only = Long.getLong(SEED_PROPERTY);
        if (only != null) {
            checkSeed(only, property);
            return;
        }
        for (long seed = 1; seed <= runs; seed++) {
            checkSeed(seed, property);
        }
    }

    private static void checkSeed(long seed, Property property) {
        try {
            property.holds(seeded(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "failed with seed " + seed + "; run it again with -D" + SEED_PROPERTY + "=" + seed + ": " + failure,
                    failure);
        }
    }

    public long seed() {
        return seed;
    }

    /// An integer from 0 up to, not including, `bound`.
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// An integer from `low` to `high`, both included.
    public int between(int low, int high) {
        return (int) random.nextLong(low, high + 1L);
    }

    /// A long from `low` up to, not including, `high`.
    public long between(long low, long high) {
        return random.nextLong(low, high);
    }

    /// A non-negative long of any magnitude: small values are as likely as large ones.
    public long magnitude() {
        return (random.nextLong() & Long.MAX_VALUE) >>> random.nextInt(63);
    }

    public double fraction() {
        return random.nextDouble();
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Between none and `longest` random bytes.
    public byte[] bytesUpTo(int longest) {
        return bytes(between(0, longest));
    }

    /// Lower-case ASCII letters and digits.
    public String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        }
        return word.toString();
    }

    /// Up to `longest` characters from all of Unicode that UTF-8 can carry, control characters among them.
    public String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = between(0, longest); left > 0; left--) {
            int point = random.nextInt(1 << between(7, 20));
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// Between none and `longest` values made by `make`.
    public <T> List<T> list(int longest, Function<Generator, T> make) {
        List<T> list = new ArrayList<>();
        for (int left = between(0, longest); left > 0; left--) {
            list.add(make.apply(this));
        }
        return list;
    }

    /// A copy with one bit flipped at random.
    public byte[] flipOneBit(byte[] bytes) {
        byte[] flipped = bytes.clone();
        int bit = random.nextInt(bytes.length * 8);
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    @Override
    public String toString() {
        return "Generator[seed=" + seed + "]";
    }
}
