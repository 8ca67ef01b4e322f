package dev.kontor.transfer.session;

import java.util.BitSet;
import java.util.List;

/// Where each wanted piece stands: waiting → asked → verified → stored. A few bits a piece, whatever the size.
final class PieceStates {
    static final int NONE = -1;

    private final int count;
    private final BitSet waiting = new BitSet();
    private final BitSet verified = new BitSet();
    private final BitSet stored = new BitSet();
    private final Demand demand = new Demand();
    private final byte[] attempts;
    private int verifiedCount;
    private int storedCount;

    PieceStates(int count) {
        this.count = count;
        this.attempts = new byte[count];
        waiting.set(0, count);
    }

    /// The waiting piece to ask for next among those that `except` does not exclude: what readers want, in their
    /// order, then the lowest.
    int next(BitSet except) {
        int wanted = demand.next(waiting, except);
        return wanted == NONE ? lowest(except) : wanted;
    }

    private int lowest(BitSet except) {
        for (int piece = waiting.nextSetBit(0); piece >= 0; piece = waiting.nextSetBit(piece + 1)) {
            if (!except.get(piece)) {
                return piece;
            }
        }
        return NONE;
    }

    /// Those that readers wait for now and nobody has been asked for.
    List<Integer> urgent() {
        return demand.urgent(waiting);
    }

    void want(long reader, List<Integer> pieces) {
        demand.set(
                reader,
                pieces.stream().filter(piece -> piece >= 0 && piece < count).toList());
    }

    void toAsked(int piece) {
        waiting.clear(piece);
    }

    void toWaiting(int piece) {
        if (!verified.get(piece)) {
            waiting.set(piece);
            demand.onReturned();
        }
    }

    /// False when the piece was here already.
    boolean toVerified(int piece) {
        if (verified.get(piece)) {
            return false;
        }
        waiting.clear(piece);
        verified.set(piece);
        verifiedCount++;
        return true;
    }

    /// A piece that came and could not be kept.
    void toLost(int piece) {
        if (verified.get(piece) && !stored.get(piece)) {
            verified.clear(piece);
            verifiedCount--;
        }
        toWaiting(piece);
    }

    void toStored(int piece) {
        if (!verified.get(piece)) {
            throw new IllegalStateException("piece " + piece + " stored before it was verified");
        }
        if (!stored.get(piece)) {
            stored.set(piece);
            storedCount++;
        }
    }

    /// Counts a damaged arrival and returns how many there were of this piece.
    int damaged(int piece) {
        if (attempts[piece] < Byte.MAX_VALUE) {
            attempts[piece]++;
        }
        return attempts[piece];
    }

    boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    boolean allVerified() {
        return verifiedCount == count;
    }

    /// Whether all that is verified is stored.
    boolean settled() {
        return storedCount == verifiedCount;
    }

    boolean allStored() {
        return storedCount == count;
    }
}
