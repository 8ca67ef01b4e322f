package dev.kontor.launcher.process;

import dev.kontor.launcher.failure.LauncherException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One supervised process: a virtual thread that starts it, sees it become ready, watches it, and starts it again when
/// it ends without having been told to.
final class Child {
    private static final Duration READINESS_PERIOD = Duration.ofMillis(50);
    private static final Duration LIVENESS_PERIOD = Duration.ofSeconds(5);
    private static final int MISSES_ALLOWED = 6;

    private final ChildSpec spec;
    private final RestartPolicy policy;
    private final ChildListener listener;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Process process;

    Child(ChildSpec spec, RestartPolicy policy, ChildListener listener) {
        this.spec = spec;
        this.policy = policy;
        this.listener = listener;
    }

    void start() {
        Thread.ofVirtual().name("watch " + spec.name()).start(this::watch);
    }

    /// Completes when the process has been ready for the first time; fails when it was given up or stopped before.
    CompletableFuture<Void> ready() {
        return ready;
    }

    /// Asks the process to end, kills it after its grace, and returns when it is gone.
    void stop() {
        told.countDown();
        Process current = process;
        if (current != null && current.isAlive()) {
            spec.signal().send(current.toHandle());
        }
        if (!await(ended, spec.grace())) {
            Process stubborn = process;
            if (stubborn != null) {
                stubborn.destroyForcibly();
            }
            await(ended, spec.grace());
        }
    }

    private void watch() {
        try {
            int crashes = 0;
            int restarts = 0;
            while (!told()) {
                long began = System.nanoTime();
                String how = runOnce(restarts++);
                if (told()) {
                    break;
                }
                Duration uptime = Duration.ofNanos(System.nanoTime() - began);
                switch (policy.afterCrash(crashes, uptime)) {
                    case RestartPolicy.Restart(Duration pause, int row) -> {
                        crashes = row;
                        listener.onCrash(spec.name(), how, pause);
                        await(told, pause);
                    }
                    case RestartPolicy.GiveUp(int row) -> {
                        giveUp(how, row);
                        return;
                    }
                }
            }
            listener.onStopped(spec.name());
            ready.completeExceptionally(new LauncherException(spec.name() + " was stopped before it was ready."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void giveUp(String how, int crashes) {
        listener.onGivenUp(spec.name(), how, crashes);
        ready.completeExceptionally(new LauncherException(
                spec.name() + " " + how + " " + crashes + " times in a row; the reason is in " + spec.log() + "."));
    }

    /// One life of the process. Returns how it ended.
    private String runOnce(int restarts) throws InterruptedException {
        Process current;
        try {
            current = Launch.start(spec);
        } catch (LauncherException cannotStart) {
            return "could not be started (" + cannotStart.getMessage() + ")";
        }
        process = current;
        if (told()) {
            current.destroyForcibly();
        }
        listener.onStarted(spec.name(), Fingerprint.of(current.toHandle(), spec.program()), restarts);
        if (awaitReadiness(current)) {
            listener.onReady(spec.name());
            ready.complete(null);
            if (!watchLife(current)) {
                current.destroyForcibly();
                current.waitFor();
                return "no longer answered and was killed";
            }
        }
        return "ended with status " + current.waitFor();
    }

    private boolean awaitReadiness(Process current) throws InterruptedException {
        while (!spec.ready().answers()) {
            if (current.waitFor(READINESS_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return current.isAlive();
    }

    /// False when the process hangs; true when it ended.
    private boolean watchLife(Process current) throws InterruptedException {
        int misses = 0;
        while (!current.waitFor(LIVENESS_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
            misses = spec.alive().answers() ? 0 : misses + 1;
            if (misses >= MISSES_ALLOWED && !told()) {
                return false;
            }
        }
        return true;
    }

    private boolean told() {
        return told.getCount() == 0;
    }

    private static boolean await(CountDownLatch latch, Duration limit) {
        try {
            return latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
