package dev.kontor.testkit.fuzz;

import java.util.List;

/// A decoder that strangers can reach, and what must hold of it whatever they send.
///
/// A module's targets are public classes of its tests, listed in `META-INF/services` under this interface's name.
/// A target keeps nothing from one input to the next, so that an input alone reproduces what it did.
public interface FuzzTarget {
    /// Short, lower case with dashes, and no other target's: people type it.
    String name();

    /// What is attacked, in a line for people.
    String what();

    /// Well-formed inputs, each of which [#accepts]: what mutation begins with.
    List<byte[]> seeds();

    /// Hands over what a stranger sent. True when it was taken, false when it was refused as documented. Anything that
    /// is thrown is a defect, be it by the decoder or because something that must hold of what it read does not.
    boolean accepts(byte[] input);

    /// How many mutations each build tries.
    default int mutations() {
        return 3_000;
    }

    /// The longest input worth trying.
    default int longest() {
        return 4_096;
    }

    /// True unless the decoder refuses, which it may do with this exception and no other.
    static boolean unlessRefused(Class<? extends RuntimeException> refusal, Runnable decoder) {
        try {
            decoder.run();
            return true;
        } catch (RuntimeException thrown) {
            if (refusal.isInstance(thrown)) {
                return false;
            }
            throw thrown;
        }
    }
}
