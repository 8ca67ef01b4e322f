package dev.kontor.transfer.limits;

import dev.kontor.transfer.db.Transactions;
import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.throttle.Schedule;
import dev.kontor.transfer.throttle.Throttle;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The site's limits. What an admin sets outlives a restart and comes before the settings. Changing blocks;
/// for virtual threads.
@ApplicationScoped
public class Limits {
    private static final Logger LOG = Logger.getLogger(Limits.class);

    private final Transactions database;
    private final Settings.Limits settings;
    private final Throttle receiving;
    private final Throttle sending;
    private final Set<Way> set = ConcurrentHashMap.newKeySet();

    Limits(Transactions database, Settings settings) {
        this.database = database;
        this.settings = settings.limits();
        this.receiving = new Throttle(fromSettings(Way.RECEIVE));
        this.sending = new Throttle(fromSettings(Way.SEND));
    }

    /// Reads what was set before; a limit that could not be read would be no limit, so that the service does
    /// not start without.
    void start(@Observes StartupEvent event) {
        List<LimitRow> rows = database.read(
                session -> session.createQuery("from LimitRow", LimitRow.class).getResultList());
        for (LimitRow row : rows) {
            Way way = Way.RECEIVE.word().equals(row.direction) ? Way.RECEIVE : Way.SEND;
            follow(way, Schedule.parse(row.rules, ZoneId.of(row.zone)), true);
        }
    }

    public Throttle receiving() {
        return receiving;
    }

    public Throttle sending() {
        return sending;
    }

    public Throttle throttle(Way way) {
        return way == Way.RECEIVE ? receiving : sending;
    }

    /// Whether an admin has set it, and not the settings.
    public boolean changed(Way way) {
        return set.contains(way);
    }

    /// Holds from now on, also for what moves already.
    public synchronized void set(Map<Way, Schedule> schedules, String who) {
        database.write(session -> Uni.join()
                .all(schedules.entrySet().stream()
                        .map(entry -> session.merge(new LimitRow(
                                entry.getKey(),
                                entry.getValue().zone().getId(),
                                entry.getValue().text())))
                        .toList())
                .usingConcurrencyOf(1)
                .andFailFast());
        schedules.forEach((way, schedule) -> {
            follow(way, schedule, true);
            LOG.infof(
                    "limit set direction=%s rules=%s zone=%s by=%s", way.word(), schedule.text(), schedule.zone(), who);
        });
    }

    /// Back to what the settings say.
    public synchronized void reset(String who) {
        database.write(
                session -> session.createMutationQuery("delete from LimitRow").executeUpdate());
        for (Way way : Way.values()) {
            follow(way, fromSettings(way), false);
        }
        LOG.infof("limits are those of the settings by=%s", who);
    }

    private void follow(Way way, Schedule schedule, boolean changed) {
        throttle(way).follow(schedule);
        if (changed) {
            set.add(way);
        } else {
            set.remove(way);
        }
    }

    private Schedule fromSettings(Way way) {
        return Schedule.parse(way == Way.RECEIVE ? settings.receive() : settings.send(), ZoneId.of(settings.zone()));
    }
}
