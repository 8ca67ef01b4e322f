package dev.kontor.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The two output streams of the command and what they are connected to.
///
/// Results go to `out`, everything else (errors, hints, progress) to `err`, so that a pipe carries results only.
/// `out` is binary safe; text written to it is UTF-8. Colour and the progress line appear on a terminal only, and
/// colour never with `NO_COLOR`.
public record Terminal(
        OutputStream binary,
        PrintStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {

    private static final int DEFAULT_COLUMNS = 100;
    private static final int MIN_COLUMNS = 40;
    private static final int MAX_COLUMNS = 400;
    private static final int BUFFER = 64 * 1024;

    /// The streams of this process.
    public static Terminal ofProcess(Map<String, String> environment) {
        var binary = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
        return new Terminal(
                binary,
                new PrintStream(binary, false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(1),
                isTerminal(2),
                columns(environment));
    }

    /// Text from elsewhere, fit to be shown: control characters could move the cursor or retitle the window.
    public static String clean(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /// Prints a result and a line end.
    public void print(String line) {
        out.println(line);
    }

    /// Prints something that is not a result.
    public void note(String line) {
        err.println(line);
    }

    public void flush() {
        out.flush();
        err.flush();
    }

    /// Java cannot ask about one stream by itself: its console speaks for input and output together. Where `/proc`
    /// exists the descriptor's own target answers; elsewhere the console's answer has to do.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.ofNullable(System.console())
                    .map(Console::isTerminal)
                    .orElse(false);
        }
    }

    private static int columns(Map<String, String> environment) {
        try {
            int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
            return Math.clamp(columns, MIN_COLUMNS, MAX_COLUMNS);
        } catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }
}
