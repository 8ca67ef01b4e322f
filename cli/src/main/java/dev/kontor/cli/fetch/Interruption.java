package dev.kontor.cli.fetch;

import dev.kontor.cli.terminal.Terminal;

/// Says what Ctrl-C leaves behind. The process then ends with the code 130 of its own accord.
final class Interruption {

    private final Thread hook;

    Interruption(Terminal terminal) {
        this.hook = new Thread(() -> {
            terminal.err().println();
            terminal.note("kontor: Interrupted. What arrived is kept; run the same command again to go on from there.");
            terminal.flush();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// The download has ended by itself.
    void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the sentence is being said.
        }
    }
}
