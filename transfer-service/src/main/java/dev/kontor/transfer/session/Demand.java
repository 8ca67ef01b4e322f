package dev.kontor.transfer.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What readers want of a session. Each reader names its next pieces in the order in which it reads. The piece that a
/// reader waits for now comes before what any reader will want soon, and what is nearer comes before what is farther,
/// so that readers at different places of a snapshot share the line evenly. Owned by the session's thread.
///
/// A reader's cursor stands before its first piece that is still to be asked for; it only goes back when a piece that
/// was asked for is not coming.
final class Demand {
    // Our choice: as many as the LAN side lets in, each as far ahead as two windows reach.
    private static final int MAX_READERS = 1024;
    private static final int MAX_AHEAD = 64;

    private static final class Reader {
        private final List<Integer> pieces;
        private int cursor;

        Reader(List<Integer> pieces) {
            this.pieces = pieces;
        }
    }

    private final SequencedMap<Long, Reader> readers = new LinkedHashMap<>();

    void set(long reader, List<Integer> pieces) {
        if (pieces.isEmpty()) {
            readers.remove(reader);
        } else if (readers.containsKey(reader) || readers.size() < MAX_READERS) {
            readers.put(reader, new Reader(List.copyOf(pieces.subList(0, Math.min(pieces.size(), MAX_AHEAD)))));
        }
    }

    /// A piece that was asked for is not coming: it has to be found again.
    void onReturned() {
        readers.values().forEach(reader -> reader.cursor = 0);
    }

    /// The wanted piece to ask for next, or [PieceStates#NONE].
    int next(BitSet waiting, BitSet except) {
        int best = PieceStates.NONE;
        int nearest = Integer.MAX_VALUE;
        for (Reader reader : readers.values()) {
            int place = first(reader, waiting, except);
            if (place < nearest && place < reader.pieces.size()) {
                nearest = place;
                best = reader.pieces.get(place);
            }
        }
        return best;
    }

    private static int first(Reader reader, BitSet waiting, BitSet except) {
        List<Integer> pieces = reader.pieces;
        while (reader.cursor < pieces.size() && !waiting.get(pieces.get(reader.cursor))) {
            reader.cursor++;
        }
        int place = reader.cursor;
        while (place < pieces.size() && (!waiting.get(pieces.get(place)) || except.get(pieces.get(place)))) {
            place++;
        }
        return place;
    }

    /// Pieces that readers wait for now, each once.
    List<Integer> urgent(BitSet waiting) {
        List<Integer> urgent = new ArrayList<>();
        for (Reader reader : readers.values()) {
            int piece = reader.pieces.getFirst();
            if (waiting.get(piece) && !urgent.contains(piece)) {
                urgent.add(piece);
            }
        }
        return urgent;
    }
}
