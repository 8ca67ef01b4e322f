package dev.kontor.transfer.session;

import dev.kontor.transfer.session.SessionEffect.Ask;
import dev.kontor.transfer.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Decides who is asked for which pieces now. Owned by its session.
final class Requests {
    private final long[] sizes;
    private final SessionLimits limits;
    private final PieceStates pieces;
    private final Throttle throttle;
    private Duration held = Duration.ZERO;

    Requests(long[] sizes, SessionLimits limits, PieceStates pieces, Throttle throttle) {
        this.sizes = sizes;
        this.limits = limits;
        this.pieces = pieces;
        this.throttle = throttle;
    }

    /// How long the throttle holds up a source that could be asked for more; zero when it does not.
    Duration held() {
        return held;
    }

    void ask(Collection<Source> sources, Instant now, List<SessionEffect> effects) {
        held = Duration.ZERO;
        askUrgent(sources, now, effects);
        for (Source source : sources) {
            while (pieces.anyWaiting() && source.hungry(limits, now) && passes(now)) {
                List<Integer> batch = batchFor(source, now);
                if (batch.isEmpty()) {
                    break;
                }
                effects.add(new Ask(source.number(), batch));
            }
        }
    }

    /// What somebody waits for now is asked for at once, where it is likely to come from first.
    private void askUrgent(Collection<Source> sources, Instant now, List<SessionEffect> effects) {
        for (int piece : pieces.urgent()) {
            sources.stream()
                    .filter(source -> source.hasUrgentRoom(limits, now)
                            && !source.missing().get(piece))
                    .filter(_ -> passes(now))
                    .min(Comparator.comparing(source -> source.eta(sizes[piece])))
                    .ifPresent(source -> {
                        owe(source, piece, now);
                        effects.add(new Ask(source.number(), List.of(piece)));
                    });
        }
    }

    private List<Integer> batchFor(Source source, Instant now) {
        List<Integer> batch = new ArrayList<>();
        while (batch.size() < limits.batch() && source.hasRoom(limits) && passes(now)) {
            int piece = pieces.next(source.missing());
            if (piece == PieceStates.NONE) {
                break;
            }
            owe(source, piece, now);
            batch.add(piece);
        }
        return batch;
    }

    private void owe(Source source, int piece, Instant now) {
        throttle.take(sizes[piece]);
        pieces.toAsked(piece);
        source.owe(piece, sizes[piece], now);
    }

    /// A piece that was asked for does not come, and what it took of the limit is given back.
    void onReturned(int piece) {
        throttle.giveBack(sizes[piece]);
        pieces.toWaiting(piece);
    }

    private boolean passes(Instant now) {
        held = throttle.delay(now);
        return held.isZero();
    }
}
