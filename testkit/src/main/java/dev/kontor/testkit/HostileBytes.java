package dev.kontor.testkit;

import java.util.Arrays;
import java.util.function.Consumer;

/// What hostile input does to a decoder: bytes that begin well and end too early, have a bit flipped, or are noise.
/// Not safe for use by several threads.
public final class HostileBytes {
    private final byte[] valid;
    private final Consumer<byte[]> decoder;
    private final Class<? extends RuntimeException> refusal;

    private enum Answer {
        ACCEPTED,
        REFUSED
    }

    private HostileBytes(byte[] valid, Consumer<byte[]> decoder, Class<? extends RuntimeException> refusal) {
        this.valid = valid.clone();
        this.decoder = decoder;
        this.refusal = refusal;
    }

    /// Attacks a decoder.
    ///
    /// @param valid bytes that the decoder accepts
    /// @param decoder takes bytes and either accepts or throws
    /// @param refusal the only exception that the decoder may throw
    public static HostileBytes against(
            byte[] valid, Consumer<byte[]> decoder, Class<? extends RuntimeException> refusal) {
        decoder.accept(valid.clone());
        return new HostileBytes(valid, decoder, refusal);
    }

    /// Every shorter beginning of the bytes is refused, and so is one byte more.
    public HostileBytes refusesWrongLengths() {
        for (int length = 0; length < valid.length; length++) {
            requireRefused(Arrays.copyOf(valid, length), "cut to " + length + " bytes");
        }
        requireRefused(Arrays.copyOf(valid, valid.length + 1), "one byte more");
        return this;
    }

    /// Each single flipped bit is refused.
    public HostileBytes refusesEveryBitFlip() {
        for (int bit = 0; bit < valid.length * 8; bit++) {
            requireRefused(flipped(bit), "bit " + bit + " flipped");
        }
        return this;
    }

    /// Whatever bits are flipped, bytes replaced or spliced in, the decoder accepts or refuses and throws nothing else.
    public HostileBytes survivesNoise(int runs) {
        for (int bit = 0; bit < valid.length * 8; bit++) {
            answer(flipped(bit), "bit " + bit + " flipped");
        }
        Generator.check(runs, generator -> answer(noise(generator), "noise"));
        return this;
    }

    private byte[] noise(Generator generator) {
        if (generator.chance(0.2)) {
            return generator.bytesUpTo(2 * valid.length + 16);
        }
        byte[] noise = valid.clone();
        for (int left = generator.between(1, 8); left > 0 && noise.length > 0; left--) {
            noise[generator.below(noise.length)] = (byte) generator.between(-128, 127);
        }
        return generator.chance(0.3) ? Arrays.copyOf(noise, generator.between(0, noise.length + 8)) : noise;
    }

    private byte[] flipped(int bit) {
        byte[] flipped = valid.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }

    private void requireRefused(byte[] bytes, String what) {
        if (answer(bytes, what) == Answer.ACCEPTED) {
            throw new AssertionError("accepted although " + what);
        }
    }

    private Answer answer(byte[] bytes, String what) {
        try {
            decoder.accept(bytes);
            return Answer.ACCEPTED;
        } catch (RuntimeException thrown) {
            if (refusal.isInstance(thrown)) {
                return Answer.REFUSED;
            }
            throw new AssertionError(what + " made the decoder throw " + thrown, thrown);
        }
    }
}
