package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Collects what the checks find. Not safe for use by several threads.
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be the only thing that we need a library for
final class Findings {
    private final List<String> proved = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    void proved(String text, Object... arguments) {
        proved.add(text.formatted(arguments));
    }

    void open(String text, Object... arguments) {
        open.add(text.formatted(arguments));
    }

    void wrong(String text, Object... arguments) {
        wrong.add(text.formatted(arguments));
    }

    /// Says what is wrong unless it holds, and whether it holds.
    boolean require(boolean holds, String text, Object... arguments) {
        if (!holds) {
            wrong(text, arguments);
        }
        return holds;
    }

    /// What is read and verified, or nothing and what is wrong.
    <T> Optional<T> verified(String what, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (MalformedException | IllegalArgumentException refused) {
            wrong("%s does not hold: %s", what, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    EvidenceReport report() {
        return new EvidenceReport(proved, open, wrong);
    }
}
