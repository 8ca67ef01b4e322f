package dev.kontor.cli.exit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends a command: what went wrong in one sentence, and what to do about it in another.
///
/// The message is for people and holds no secret; the exit code is for scripts.
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exit exit;

    @Nullable
    private final String remedy;

    public Failure(Exit exit, String message) {
        this(exit, message, null, null);
    }

    public Failure(Exit exit, String message, @Nullable String remedy) {
        this(exit, message, remedy, null);
    }

    public Failure(Exit exit, String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.remedy = remedy;
    }

    public static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    public Exit exit() {
        return exit;
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /// The message as a non-null text.
    public String what() {
        String message = getMessage();
        return message == null ? exit.name() : message;
    }
}
