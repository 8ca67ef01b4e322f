package dev.kontor.launcher.command;

import dev.kontor.launcher.failure.LauncherException;
import java.util.function.IntSupplier;

/// Exit codes, and how an expected failure ends a command.
final class Outcome {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_RUNNING = 3;

    private Outcome() {}

    /// Runs a command; a [LauncherException] becomes its sentence on standard error.
    static int of(IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (LauncherException expected) {
            System.err.println("kontor: " + expected.sentence());
            return FAILED;
        }
    }
}
