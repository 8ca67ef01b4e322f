package dev.kontor.cli.terminal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One line that is redrawn while bytes arrive: bar, share, bytes, rate, time left.
///
/// It exists on a terminal only; elsewhere the same calls count and draw nothing. Counting is safe from any thread;
/// one virtual thread draws. Erase it before printing anything else.
public final class ProgressLine implements AutoCloseable {

    private static final long REDRAW_MILLIS = 120;
    private static final int BAR = 24;
    /// How much of the last measurement enters the shown rate: small enough to be calm, large enough to be current.
    private static final double SMOOTHING = 0.15;

    private static final String ERASE = "\r\u001b[2K";
    /// Cut off at the edge of the terminal, however narrow that is: a line that continued on the next row could not be
    /// erased any more, and each redraw would leave one behind (DECAWM).
    private static final String CUT_OFF = "\u001b[?7l";
    private static final String WRAP_AGAIN = "\u001b[?7h";

    private final Terminal terminal;
    private final String label;
    private final boolean visible;
    private final long startedAt = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();
    private final AtomicInteger filesDone = new AtomicInteger();
    private final AtomicInteger filesExpected = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread painter;
    private volatile String remark = "";

    private ProgressLine(Terminal terminal, String label, boolean visible) {
        this.terminal = terminal;
        this.label = Terminal.clean(label);
        this.visible = visible;
        this.painter = visible
                ? Thread.ofVirtual().start(this::paintUntilClosed)
                : Thread.ofVirtual().unstarted(() -> {});
    }

    /// A line for one download; `quiet` suppresses it even on a terminal.
    public static ProgressLine start(Terminal terminal, String label, boolean quiet) {
        return new ProgressLine(terminal, label, terminal.errIsTerminal() && !quiet);
    }

    public void expect(long bytes, int files) {
        expected.addAndGet(bytes);
        filesExpected.addAndGet(files);
    }

    /// Counts bytes; a negative number takes back what turned out useless.
    public void add(long bytes) {
        done.addAndGet(bytes);
    }

    public void fileDone() {
        filesDone.incrementAndGet();
    }

    /// Counts from nothing again, for content that was replaced while it arrived.
    public void restart() {
        done.set(0);
        expected.set(0);
        filesDone.set(0);
        filesExpected.set(0);
    }

    /// Says something at the end of the line, such as what it waits for; nothing takes it back.
    public void remark(String text) {
        remark = text.isEmpty() ? "" : "  " + Terminal.clean(text);
    }

    /// Whether anybody sees it.
    public boolean visible() {
        return visible;
    }

    public long bytes() {
        return done.get();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public void close() {
        erase();
    }

    /// Ends the line before its time, so that something else can be printed.
    public void erase() {
        if (closed.compareAndSet(false, true) && visible) {
            painter.interrupt();
            try {
                painter.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }

    private void paintUntilClosed() {
        double rate = 0;
        long before = 0;
        long beforeAt = System.nanoTime();
        while (!closed.get()) {
            try {
                TimeUnit.MILLISECONDS.sleep(REDRAW_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
            long now = System.nanoTime();
            double current = (done.get() - before) * 1e9 / Math.max(1, now - beforeAt);
            rate = rate == 0 ? current : rate + SMOOTHING * (current - rate);
            before = done.get();
            beforeAt = now;
            terminal.err().print(ERASE + CUT_OFF + shortened(line(rate)) + WRAP_AGAIN);
            terminal.err().flush();
        }
    }

    private String shortened(String line) {
        int limit = terminal.columns() - 1;
        return line.length() <= limit ? line : line.substring(0, limit);
    }

    private String line(double rate) {
        long bytes = done.get();
        long total = expected.get();
        var files = filesExpected.get() > 1 ? "  " + filesDone.get() + "/" + filesExpected.get() + " files" : "";
        var speed = Amount.bytes((long) Math.max(0, rate)) + "/s";
        if (total <= 0) {
            return label + "  " + Amount.bytes(bytes) + "  " + speed + files + remark;
        }
        double share = Math.clamp((double) bytes / total, 0.0, 1.0);
        return label + "  " + bar(share) + String.format(" %3d %%  ", (int) (share * 100)) + Amount.bytes(bytes)
                + " of " + Amount.bytes(total) + "  " + speed + "  " + left(total - bytes, rate) + files + remark;
    }

    private static String bar(double share) {
        int full = (int) (share * BAR);
        return "[" + "=".repeat(full) + (full < BAR ? ">" : "") + " ".repeat(Math.max(0, BAR - full - 1)) + "]";
    }

    private static String left(long bytes, double rate) {
        if (bytes <= 0) {
            return "00:00 left";
        }
        return rate < 1 ? "--:-- left" : Amount.clock(Duration.ofSeconds((long) (bytes / rate))) + " left";
    }
}
