package dev.kontor.discovery.node;

import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.node.Pending.Inquiry;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Gets us into the network and keeps us there: asks the seeds until one answers, without ever giving up, then has our
/// own id looked up. States in [Membership].
final class Joining {
    private final Outgoing outgoing;
    private final RandomGenerator random;
    private final Consumer<Effect> effects;
    private List<NodeAddress> seeds = List.of();
    private Membership membership = new Membership.Alone();
    private Instant greetingAt = Instant.MAX;

    Joining(Outgoing outgoing, RandomGenerator random, Consumer<Effect> effects) {
        this.outgoing = outgoing;
        this.random = random;
        this.effects = effects;
    }

    void seeds(List<NodeAddress> addresses, Instant now) {
        seeds = List.copyOf(addresses);
        if (membership instanceof Membership.Alone && !seeds.isEmpty()) {
            enter(new Membership.Seeking(0, now));
        }
    }

    /// Takes the next step. Returns true when our own id is to be looked up now.
    boolean advance(int contacts, Instant now) {
        return switch (membership) {
            case Membership.Alone _, Membership.Seeking _
            when contacts > 0 -> {
                enter(new Membership.Settling());
                yield true;
            }
            case Membership.Alone _, Membership.Settling _ -> false;
            case Membership.Seeking seeking -> {
                seek(seeking, now);
                yield false;
            }
            case Membership.Member _
            when contacts == 0 -> {
                leave(now);
                yield false;
            }
            case Membership.Member _ -> {
                greet(now);
                yield false;
            }
        };
    }

    private void seek(Membership.Seeking seeking, Instant now) {
        if (seeking.nextAt().isAfter(now)) {
            return;
        }
        for (int i = 0; i < Math.min(seeds.size(), Tuning.SEEDS_AT_ONCE); i++) {
            NodeAddress seed = seeds.get((seeking.attempts() * Tuning.SEEDS_AT_ONCE + i) % seeds.size());
            outgoing.ask(new Inquiry(seed, new Question.Ping(), new Purpose.Probing()), now);
        }
        Duration pause = Tuning.SEEK_FIRST.multipliedBy(1L << Math.min(seeking.attempts(), 10));
        Duration bounded = pause.compareTo(Tuning.SEEK_MOST) > 0 ? Tuning.SEEK_MOST : pause;
        enter(new Membership.Seeking(seeking.attempts() + 1, now.plus(Publications.jittered(bounded, random))));
    }

    private void greet(Instant now) {
        if (greetingAt.isAfter(now)) {
            return;
        }
        greetingAt = now.plus(Publications.jittered(Tuning.SEED_GREETING, random));
        if (!seeds.isEmpty()) {
            NodeAddress seed = seeds.get(random.nextInt(seeds.size()));
            outgoing.ask(new Inquiry(seed, new Question.Ping(), new Purpose.Probing()), now);
        }
    }

    /// The look-up of our own id has ended, with so many answers.
    void onSettled(int answers, Instant now) {
        if (!(membership instanceof Membership.Settling)) {
            return;
        }
        if (answers == 0) {
            leave(now);
            return;
        }
        greetingAt = now.plus(Tuning.SEED_GREETING);
        enter(new Membership.Member(now));
    }

    private void leave(Instant now) {
        enter(seeds.isEmpty() ? new Membership.Alone() : new Membership.Seeking(0, now.plus(Tuning.SEEK_FIRST)));
    }

    private void enter(Membership next) {
        boolean retry = membership instanceof Membership.Seeking && next instanceof Membership.Seeking;
        membership = next;
        if (!retry) {
            effects.accept(new Effect.Joined(next));
        }
    }

    Instant wakeAt() {
        return switch (membership) {
            case Membership.Alone _, Membership.Settling _ -> Instant.MAX;
            case Membership.Seeking(var _, Instant nextAt) -> nextAt;
            case Membership.Member _ -> greetingAt;
        };
    }

    /// On the way into the network: what would be offered now would not reach the right nodes.
    boolean isUnderWay() {
        return membership instanceof Membership.Seeking || membership instanceof Membership.Settling;
    }

    Membership membership() {
        return membership;
    }
}
