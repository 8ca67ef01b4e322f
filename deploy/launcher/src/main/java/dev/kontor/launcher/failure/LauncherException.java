package dev.kontor.launcher.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/// Something outside this program stands in the way. The message is one sentence for the person at the terminal: what
/// could not be done, why, and what to do; a command prints it without a stack trace.
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The message, which is always there.
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /// A failed file operation, as a sentence.
    ///
    /// @param attempt what was being done, as in "write the state file …"
    public static LauncherException io(String attempt, IOException failure) {
        return new LauncherException("Could not " + attempt + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.toLowerCase(Locale.ROOT).contains("no space left")) {
            return "the disk is full. Free some space (the state folder lies where KONTOR_HOME says), then start again.";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile()
                    + ". Run as the user who owns it, or choose another folder with KONTOR_HOME.";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason() + " (" + file.getFile() + ").";
        }
        return text + ".";
    }
}
