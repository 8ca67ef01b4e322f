package dev.kontor.launcher.progress;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Steps on a console. On a terminal one line at the bottom shows what is running and is redrawn in place; elsewhere
/// (a pipe, a CI log) every finished step is a line, and a step that takes long says every ten seconds that it is
/// still at it. Every line begins with the time since the whole began. Thread-safe.
public final class ConsoleProgress implements Progress {
    private static final Duration REDRAW = Duration.ofMillis(120);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final List<String> FRAMES = List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏");
    private static final int LINE_WIDTH = 110;
    /// Cut off at the edge of the terminal, however narrow that is: a line that continued on the next row could not be
    /// erased any more, and each redraw would leave one behind (DECAWM).
    private static final String CUT_OFF = "\u001b[?7l";
    private static final String WRAP_AGAIN = "\u001b[?7h";
    private static final int TITLE_WIDTH = 34;

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private final Instant began;
    private final List<RunningStep> running = new ArrayList<>();
    private @Nullable Thread ticker;
    private Instant lastHeartbeat;
    private int frame;
    private boolean liveLineShown;

    ConsoleProgress(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.began = clock.instant();
        this.lastHeartbeat = began;
    }

    /// Progress on standard output, live when that is a terminal.
    public static ConsoleProgress onStandardOutput() {
        var progress = new ConsoleProgress(System.out, standardOutputIsTerminal(), InstantSource.system());
        progress.startTicking();
        return progress;
    }

    private static boolean standardOutputIsTerminal() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }

    private void startTicking() {
        ticker = Thread.ofVirtual().name("progress").start(() -> {
            try {
                while (true) {
                    Thread.sleep(REDRAW);
                    tick();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public synchronized Step begin(String title) {
        var step = new RunningStep(title, clock.instant());
        running.add(step);
        redraw();
        return step;
    }

    @Override
    public synchronized void say(String line) {
        eraseLiveLine();
        out.println(line);
        redraw();
    }

    @Override
    public void close() {
        if (ticker != null) {
            ticker.interrupt();
        }
        synchronized (this) {
            running.clear();
            eraseLiveLine();
        }
    }

    /// Time passes: redraws the live line, or writes the heartbeat of a plain log.
    synchronized void tick() {
        if (terminal) {
            frame = (frame + 1) % FRAMES.size();
            redraw();
        } else if (Duration.between(lastHeartbeat, clock.instant()).compareTo(HEARTBEAT) >= 0) {
            lastHeartbeat = clock.instant();
            running.stream()
                    .filter(step -> step.elapsed().compareTo(HEARTBEAT) >= 0)
                    .forEach(step -> out.println(stamp() + " …  " + step.describe()));
        }
    }

    private synchronized void finish(RunningStep step, String mark, String result) {
        if (!running.remove(step)) {
            return;
        }
        eraseLiveLine();
        String took = ElapsedText.of(step.elapsed());
        out.println(String.format(
                        Locale.ROOT, "%s %s %-" + TITLE_WIDTH + "s %10s  %s", stamp(), mark, step.title, took, result)
                .stripTrailing());
        redraw();
    }

    private String stamp() {
        return String.format(
                Locale.ROOT, "%7.1f", Duration.between(began, clock.instant()).toMillis() / 1000.0);
    }

    private void redraw() {
        if (!terminal || running.isEmpty()) {
            return;
        }
        String steps = running.stream().map(RunningStep::describe).collect(Collectors.joining(" · "));
        String line = stamp() + " " + FRAMES.get(frame) + " " + steps;
        eraseLiveLine();
        String shown = line.length() > LINE_WIDTH ? line.substring(0, LINE_WIDTH - 1) + "…" : line;
        out.print(CUT_OFF + shown + WRAP_AGAIN);
        out.flush();
        liveLineShown = true;
    }

    private void eraseLiveLine() {
        if (liveLineShown) {
            out.print("\r\u001b[2K");
            liveLineShown = false;
        }
    }

    private final class RunningStep implements Step {
        private final String title;
        private final Instant since;
        private volatile String detail = "";

        private RunningStep(String title, Instant since) {
            this.title = title;
            this.since = since;
        }

        private Duration elapsed() {
            return Duration.between(since, clock.instant());
        }

        private String describe() {
            String what = detail.isEmpty() ? title : title + ": " + detail;
            return what + " (" + ElapsedText.of(elapsed()) + ")";
        }

        @Override
        public void now(String detail) {
            this.detail = detail;
        }

        @Override
        public void done(String result) {
            finish(this, "✓", result);
        }

        @Override
        public void failed(String reason) {
            finish(this, "✗", reason);
        }
    }
}
