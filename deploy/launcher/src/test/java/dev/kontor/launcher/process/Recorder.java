package dev.kontor.launcher.process;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A listener that keeps what it hears, so that a test can wait for it.
public final class Recorder implements ChildListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Fingerprint> started = new LinkedBlockingQueue<>();

    @Override
    public void onStarted(String name, Fingerprint fingerprint, int restarts) {
        started.add(fingerprint);
        heard.add("started " + restarts);
    }

    @Override
    public void onReady(String name) {
        heard.add("ready");
    }

    @Override
    public void onCrash(String name, String how, Duration pause) {
        heard.add("crash: " + how);
    }

    @Override
    public void onGivenUp(String name, String how, int crashes) {
        heard.add("given up after " + crashes);
    }

    @Override
    public void onStopped(String name) {
        heard.add("stopped");
    }

    /// The next thing that was heard.
    public String next() throws InterruptedException {
        return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
    }

    public Fingerprint nextStarted() throws InterruptedException {
        Fingerprint fingerprint = started.poll(20, TimeUnit.SECONDS);
        if (fingerprint == null) {
            throw new AssertionError("nothing was started");
        }
        return fingerprint;
    }
}
