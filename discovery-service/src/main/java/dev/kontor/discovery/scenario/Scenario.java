package dev.kontor.discovery.scenario;

import dev.kontor.discovery.simulation.Conditions;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A course with a name, the network it plays in, and the bar it has to reach.
public enum Scenario {
    /// Nodes come and go: half of the sessions are shorter than an hour, one node in ten is behind a router.
    CHURN_60,
    /// The same with half-hour sessions.
    CHURN_30,
    /// Half of all nodes vanish at once; a minute later everything is asked for.
    HALF_KILLED,
    /// One node in five drops, lies, names only its accomplices, or replays old records.
    LIARS_20,
    /// Two hundred nodes of one attacker, in ten subnets, are nearer to a key than all others.
    ECLIPSE,
    /// Two halves do not hear each other for an hour.
    PARTITION,
    /// Every round trip takes 50 ms.
    WAN,
    /// Nobody asks for anything.
    IDLE,
    /// A site that was offline catches up, with ever more priority sites in the network.
    RESYNC,
    /// What a get costs, for networks of 100 nodes, ten times as many, and so on.
    COST_CURVE;

    /// The network of a course.
    ///
    /// @param medianSession how long half of the sessions last at most; zero when nobody leaves
    /// @param unreachable the share of nodes behind a router
    /// @param liars the share of malicious nodes
    record Setting(Conditions conditions, Duration medianSession, double unreachable, double liars) {
        static final Setting ROUGH = new Setting(Conditions.ROUGH, Duration.ZERO, 0, 0);
        static final Setting WAN = new Setting(Conditions.WAN, Duration.ZERO, 0, 0);

        static Setting churning(Duration medianSession) {
            return new Setting(Conditions.ROUGH, medianSession, 0.1, 0);
        }

        Setting withLiars(double share) {
            return new Setting(conditions, medianSession, unreachable, share);
        }

        boolean churns() {
            return medianSession.isPositive();
        }
    }

    Setting setting() {
        return switch (this) {
            case CHURN_60 -> Setting.churning(Duration.ofMinutes(60));
            case CHURN_30 -> Setting.churning(Duration.ofMinutes(30));
            case LIARS_20 -> Setting.ROUGH.withLiars(0.2);
            case WAN -> Setting.WAN;
            case HALF_KILLED, ECLIPSE, PARTITION, IDLE, RESYNC, COST_CURVE -> Setting.ROUGH;
        };
    }

    Bar bar() {
        return switch (this) {
            case CHURN_60 -> Bar.found(0.999).hops(4, 6).requests(40);
            case CHURN_30, LIARS_20 -> Bar.found(0.99);
            case ECLIPSE -> Bar.found(0.95);
            case WAN -> Bar.found(0.999).latency(250, 800);
            case IDLE -> Bar.found(0.999).idle(1_000, 1_000_000);
            case HALF_KILLED, PARTITION, RESYNC, COST_CURVE -> Bar.found(0.999);
        };
    }

    /// The name on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Scenario> named(String word) {
        return Stream.of(values())
                .filter(scenario -> scenario.word().equals(word))
                .findFirst();
    }
}
