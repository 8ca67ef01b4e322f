package dev.kontor.launcher.process;

import dev.kontor.launcher.failure.LauncherException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs child processes and keeps them running until told otherwise. Thread-safe.
public final class Supervisor {
    private final RestartPolicy policy;
    private final ChildListener listener;
    private final Map<String, Child> children = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public Supervisor(RestartPolicy policy, ChildListener listener) {
        this.policy = policy;
        this.listener = listener;
    }

    /// Starts a child and returns at once.
    ///
    /// @throws LauncherException when the supervisor is closing
    public void start(ChildSpec spec) {
        if (closing) {
            throw new LauncherException("Stopping.");
        }
        var child = new Child(spec, policy, listener);
        if (children.putIfAbsent(spec.name(), child) != null) {
            throw new IllegalStateException("there is a child of that name already: " + spec.name());
        }
        child.start();
    }

    /// Waits for the first time that a child is ready.
    ///
    /// @throws LauncherException when it was given up, or is not ready in time
    public void awaitReady(String name, Duration limit) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalStateException("no such child: " + name);
        }
        try {
            child.ready().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new LauncherException(name + " is not ready after " + limit.toSeconds() + " s.", late);
        } catch (ExecutionException failed) {
            String why =
                    failed.getCause() instanceof LauncherException cause ? cause.getMessage() : failed.getMessage();
            throw new LauncherException(String.valueOf(why), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for " + name + ".", interrupted);
        }
    }

    /// From now on nothing new is started.
    public void beginClosing() {
        closing = true;
    }

    /// Stops the named children, all at once, and returns when they are gone. Unknown names are ignored.
    public void stop(List<String> names) {
        List<Thread> stopping = names.stream()
                .map(children::remove)
                .filter(Objects::nonNull)
                .map(child -> Thread.ofVirtual().start(child::stop))
                .toList();
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
