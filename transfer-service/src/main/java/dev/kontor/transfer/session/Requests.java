package dev.kontor.transfer.session;

import dev.kontor.transfer.session.SessionEffect.Ask;
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

    Requests(long[] sizes, SessionLimits limits, PieceStates pieces) {
        this.sizes = sizes;
        this.limits = limits;
        this.pieces = pieces;
    }

    void ask(Collection<Source> sources, Instant now, List<SessionEffect> effects) {
        askUrgent(sources, now, effects);
        for (Source source : sources) {
            while (pieces.anyWaiting() && source.hungry(limits, now)) {
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
                    .min(Comparator.comparing(source -> source.eta(sizes[piece])))
                    .ifPresent(source -> {
                        owe(source, piece, now);
                        effects.add(new Ask(source.number(), List.of(piece)));
                    });
        }
    }

    private List<Integer> batchFor(Source source, Instant now) {
        List<Integer> batch = new ArrayList<>();
        while (batch.size() < limits.batch() && source.hasRoom(limits)) {
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
        pieces.toAsked(piece);
        source.owe(piece, sizes[piece], now);
    }
}
