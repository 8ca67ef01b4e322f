package dev.kontor.transfer.snapshot;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Who may pass on the pieces of a namespace, besides its origin. They are ciphertext; the key and the right to have
/// them always come from the origin.
public enum Helpers {
    /// Grantees that hold a snapshot whole.
    PARTNERS,
    /// Nobody.
    NONE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Helpers> of(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
