package dev.kontor.launcher.process;

import java.time.Duration;

/// When a crashed process is started again. Pure.
///
/// The pause doubles with every crash in a row, from `firstPause` to `longestPause`; a process that had been up for
/// `healthyAfter` begins a new row. After `crashesAllowed` crashes in one row it is given up, because a process that
/// dies at once will not get better by itself and its log holds the reason.
public record RestartPolicy(Duration firstPause, Duration longestPause, Duration healthyAfter, int crashesAllowed) {
    /// Our choice: about two minutes of trying.
    public static final RestartPolicy STANDARD =
            new RestartPolicy(Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(60), 12);

    public RestartPolicy {
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || crashesAllowed < 1) {
            throw new IllegalArgumentException(
                    "not a restart policy: " + firstPause + " to " + longestPause + ", " + crashesAllowed + " crashes");
        }
    }

    /// What to do about a crash.
    ///
    /// @param crashesBefore crashes in this row before this one
    /// @param uptime how long the process had been running
    public Decision afterCrash(int crashesBefore, Duration uptime) {
        int crashes = uptime.compareTo(healthyAfter) >= 0 ? 1 : crashesBefore + 1;
        return crashes > crashesAllowed ? new GiveUp(crashes) : new Restart(pauseAfter(crashes), crashes);
    }

    private Duration pauseAfter(int crashes) {
        Duration pause = firstPause;
        for (int doubled = 1; doubled < crashes && pause.compareTo(longestPause) < 0; doubled++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }

    /// The outcome of a crash.
    public sealed interface Decision {}

    /// Start again after a pause; `crashes` is the length of the row so far.
    public record Restart(Duration pause, int crashes) implements Decision {}

    /// Leave it.
    public record GiveUp(int crashes) implements Decision {}
}
