package dev.kontor.launcher.process;

import dev.kontor.launcher.failure.LauncherException;
import java.io.IOException;

/// How a process is asked to end.
public enum StopSignal {
    /// The usual request.
    TERM,
    /// PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
    INT,
    /// Not a request.
    KILL;

    /// Sends the signal; nothing happens when the process has ended already.
    public void send(ProcessHandle process) {
        switch (this) {
            case TERM -> process.destroy();
            case KILL -> process.destroyForcibly();
            case INT -> sendByCommand(process.pid());
        }
    }

    private static void sendByCommand(long pid) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw LauncherException.io("signal process " + pid, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
