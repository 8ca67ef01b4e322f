package dev.kontor.testkit.fuzz;

import dev.kontor.testkit.Generator;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Small changes to well-formed input, of the kinds that find defects: bits, bytes at the edges of ranges, lengths that
/// lie, parts that are lost, doubled, moved or taken from another input.
final class Mutations {
    private static final List<Integer> EDGES = List.of(0, 1, 0x17, 0x18, 0x3f, 0x40, 0x5f, 0x7f, 0x80, 0xfe, 0xff);

    private static final List<BiFunction<Mutations, byte[], byte[]>> KINDS = List.of(
            Mutations::flip,
            Mutations::edge,
            Mutations::noise,
            Mutations::insert,
            Mutations::cutOut,
            Mutations::cutShort,
            Mutations::repeat,
            Mutations::splice);

    private final Generator generator;
    private final List<byte[]> seeds;

    private Mutations(Generator generator, List<byte[]> seeds) {
        this.generator = generator;
        this.seeds = seeds;
    }

    /// One input: a seed with one to five changes.
    static byte[] of(List<byte[]> seeds, Generator generator) {
        Mutations mutations = new Mutations(generator, seeds);
        byte[] input = generator.pick(seeds).clone();
        for (int left = generator.between(1, 5); left > 0; left--) {
            input = generator.pick(KINDS).apply(mutations, input);
        }
        return input;
    }

    private byte[] flip(byte[] input) {
        return input.length == 0 ? input : generator.flipOneBit(input);
    }

    private byte[] edge(byte[] input) {
        return replaced(input, new byte[] {generator.pick(EDGES).byteValue()});
    }

    private byte[] noise(byte[] input) {
        return replaced(input, generator.bytesUpTo(4));
    }

    private byte[] replaced(byte[] input, byte[] by) {
        int at = generator.between(0, Math.max(0, input.length - by.length));
        byte[] replaced = input.clone();
        System.arraycopy(by, 0, replaced, at, Math.min(by.length, replaced.length - at));
        return replaced;
    }

    private byte[] insert(byte[] input) {
        int at = generator.between(0, input.length);
        return join(part(input, 0, at), generator.bytesUpTo(4), part(input, at, input.length));
    }

    private byte[] cutOut(byte[] input) {
        int from = generator.between(0, input.length);
        int to = generator.between(from, Math.min(input.length, from + 16));
        return join(part(input, 0, from), part(input, to, input.length));
    }

    private byte[] cutShort(byte[] input) {
        return part(input, 0, generator.between(0, input.length));
    }

    private byte[] repeat(byte[] input) {
        int from = generator.between(0, input.length);
        int to = generator.between(from, Math.min(input.length, from + 64));
        return join(part(input, 0, to), part(input, from, input.length));
    }

    private byte[] splice(byte[] input) {
        byte[] other = generator.pick(seeds);
        int cut = generator.between(0, input.length);
        int from = generator.between(0, other.length);
        return join(part(input, 0, cut), part(other, from, other.length));
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
