package dev.kontor.gateway.refusal;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/// Counts every refusal, logs some, and remembers the last [#KEPT]. Strangers can cause refusals at will, so the
/// log says at most [#LOGGED_PER_MINUTE] a minute and then how many it left out. Safe for use by several threads.
@ApplicationScoped
public class RefusalLog {
    // Our choice.
    static final int KEPT = 100;
    static final int LOGGED_PER_MINUTE = 60;

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final int LONGEST = 300;

    private final MeterRegistry meters;
    private final Clock clock;
    private final Deque<Refused> last = new ArrayDeque<>(KEPT);
    private Instant minute = Instant.EPOCH;
    private int logged;

    @Inject
    RefusalLog(MeterRegistry meters) {
        this(meters, Clock.systemUTC());
    }

    RefusalLog(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    public void add(String door, String who, String what, String reason, String detail) {
        Refused refused = new Refused(clock.instant(), door, cut(who), cut(what), reason, cut(detail));
        meters.counter("kontor.gateway.refused", "door", door, "reason", reason).increment();
        if (remember(refused)) {
            LOG.infof(
                    "refused door=%s who=%s what=%s reason=%s detail=%s",
                    refused.door(), refused.who(), refused.what(), refused.reason(), refused.detail());
        }
    }

    /// The newest first.
    public synchronized List<Refused> last() {
        return new ArrayList<>(last).reversed();
    }

    private synchronized boolean remember(Refused refused) {
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(refused);
        if (refused.at().isAfter(minute.plusSeconds(60))) {
            if (logged > LOGGED_PER_MINUTE) {
                LOG.infof("refused more than was logged count=%d", logged - LOGGED_PER_MINUTE);
            }
            minute = refused.at();
            logged = 0;
        }
        logged++;
        return logged <= LOGGED_PER_MINUTE;
    }

    /// One line of bounded length, whatever a caller sent.
    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
