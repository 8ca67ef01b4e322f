package dev.kontor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// A network and its timers as one queue of events: nothing happens in parallel, time passes only from event to event,
/// and the generator's seed decides what is late, lost or doubled. Drives simulations of pure engines.
///
/// ```java
/// while (network.next().orElse(null) instanceof FakeNetwork.Delivery(var from, var to, var message)) {
///     perform(to, engines.get(to).handle(message, clock.instant()));
/// }
/// ```
///
/// @param <A> address of a node, such as an integer
/// @param <M> message or timer
public final class FakeNetwork<A, M> {
    private static final int MAX_IN_FLIGHT = 10_000_000;

    private final Generator generator;
    private final ManualClock clock;
    private final Weather weather;
    private final PriorityQueue<Event<A, M>> events = new PriorityQueue<>(
            Comparator.<Event<A, M>, Instant>comparing(Event::at).thenComparingLong(Event::order));
    private final Set<A> down = new HashSet<>();
    private final Set<Link<A>> cut = new HashSet<>();
    private long order;

    /// What the network does to messages.
    ///
    /// @param least shortest time under way
    /// @param most longest time under way; unequal times reorder
    /// @param loss share of messages that never arrive, 0 to 1
    /// @param doubling share of messages that arrive twice, 0 to 1
    public record Weather(Duration least, Duration most, double loss, double doubling) {
        /// 10 ms, nothing lost.
        public static final Weather CALM = new Weather(Duration.ofMillis(10), Duration.ofMillis(10), 0, 0);

        /// 5 to 200 ms, 5 % lost, 2 % doubled.
        public static final Weather ROUGH = new Weather(Duration.ofMillis(5), Duration.ofMillis(200), 0.05, 0.02);

        public Weather {
            if (least.isNegative() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException("no such delay: " + least + " to " + most);
            }
        }
    }

    /// A message that has arrived, or a timer that has rung; a timer comes from the node itself.
    public record Delivery<A, M>(A from, A to, M message) {}

    private record Event<A, M>(Instant at, long order, boolean timer, Delivery<A, M> delivery) {}

    private record Link<A>(A from, A to) {}

    public FakeNetwork(Generator generator, ManualClock clock, Weather weather) {
        this.generator = generator;
        this.clock = clock;
        this.weather = weather;
    }

    /// Sends a message, which may be lost here and now.
    public void send(A from, A to, M message) {
        if (generator.chance(weather.loss()) || severed(from, to)) {
            return;
        }
        enqueue(delay(), false, new Delivery<>(from, to, message));
        if (generator.chance(weather.doubling())) {
            enqueue(delay(), false, new Delivery<>(from, to, message));
        }
    }

    /// Rings after a while, unless the node is down then.
    public void schedule(A node, Duration after, M timer) {
        enqueue(after, true, new Delivery<>(node, node, timer));
    }

    /// The next event whose receiver is up; moves the clock to its time. Empty when nothing is under way any more.
    public Optional<Delivery<A, M>> next() {
        for (Event<A, M> event = events.poll(); event != null; event = events.poll()) {
            clock.set(event.at());
            Delivery<A, M> delivery = event.delivery();
            if (event.timer() ? !down.contains(delivery.to()) : !severed(delivery.from(), delivery.to())) {
                return Optional.of(delivery);
            }
        }
        return Optional.empty();
    }

    /// The node neither sends nor receives, and its timers do not ring.
    public void takeDown(A node) {
        down.add(node);
    }

    public void bringUp(A node) {
        down.remove(node);
    }

    /// No message passes between the two, in either direction, those under way included.
    public void cut(A one, A other) {
        cut.add(new Link<>(one, other));
        cut.add(new Link<>(other, one));
    }

    public void mend(A one, A other) {
        cut.remove(new Link<>(one, other));
        cut.remove(new Link<>(other, one));
    }

    /// Messages and timers under way.
    public int underWay() {
        return events.size();
    }

    private boolean severed(A from, A to) {
        return down.contains(from) || down.contains(to) || cut.contains(new Link<>(from, to));
    }

    private Duration delay() {
        long nanos = weather.least().toNanos();
        return Duration.ofNanos(generator.between(nanos, weather.most().toNanos() + 1));
    }

    private void enqueue(Duration after, boolean timer, Delivery<A, M> delivery) {
        if (events.size() == MAX_IN_FLIGHT) {
            throw new AssertionError(MAX_IN_FLIGHT + " messages under way, " + generator);
        }
        events.add(new Event<>(clock.instant().plus(after), order++, timer, delivery));
    }
}
