package dev.kontor.launcher.deployment;

import dev.kontor.launcher.failure.LauncherException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Runs tasks at once, each on a virtual thread. The first failure interrupts the others and is thrown.
final class Parallel {
    private Parallel() {}

    static void run(List<Runnable> tasks) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
            List<Callable<Boolean>> calls =
                    tasks.stream().map(task -> Executors.callable(task, true)).toList();
            calls.forEach(running::submit);
            for (int awaited = 0; awaited < tasks.size(); awaited++) {
                running.take().get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof LauncherException expected) {
                throw expected;
            }
            throw new IllegalStateException("a step of the start failed unexpectedly", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted.", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }
}
