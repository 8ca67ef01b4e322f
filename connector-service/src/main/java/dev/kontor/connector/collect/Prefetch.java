package dev.kontor.connector.collect;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Runs tasks a bounded number ahead of their consumer and hands their results out in order.
///
/// @param <T> what a task makes
final class Prefetch<T> implements Iterator<Future<T>> {
    private final Iterator<? extends Callable<T>> tasks;
    private final ExecutorService threads;
    private final int ahead;
    private final ArrayDeque<Future<T>> started = new ArrayDeque<>();

    Prefetch(Iterator<? extends Callable<T>> tasks, ExecutorService threads, int ahead) {
        this.tasks = tasks;
        this.threads = threads;
        this.ahead = ahead;
    }

    @Override
    public boolean hasNext() {
        return !started.isEmpty() || tasks.hasNext();
    }

    @Override
    public Future<T> next() {
        while (started.size() < ahead && tasks.hasNext()) {
            started.add(threads.submit(tasks.next()));
        }
        Future<T> oldest = started.poll();
        if (oldest == null) {
            throw new NoSuchElementException();
        }
        return oldest;
    }
}
