package dev.kontor.wire.content;

/// How long the pieces are into which a [Cutter] cuts, all of it from a namespace's piece size. With P the
/// largest power of two up to the piece size: from 3/16 P on a piece may end, from P/4 on it ends more
/// willingly, and at the piece size it ends in any case. The mean is 0.45 P.
///
/// Measured: with longer pieces twenty changes of half a mebibyte each touch too much of a file, with shorter
/// ones files, requests and hashes cost more than they save. The page of the decision has the figures.
///
/// @param least bytes of a piece, its entry's last one excepted
/// @param willing bytes from which on every second place that did not do before does
/// @param most bytes of a piece: the piece size itself
record CutSizes(int least, int willing, int most) {
    CutSizes {
        if (least <= Cutter.WINDOW || willing < least || most < willing || Integer.bitCount(willing) != 1) {
            throw new IllegalArgumentException("no sizes to cut at: " + least + ", " + willing + ", " + most);
        }
    }

    static CutSizes of(int pieceSize) {
        if (pieceSize < ContentLimits.MIN_PIECE || pieceSize > ContentLimits.MAX_PIECE) {
            throw new IllegalArgumentException("a piece size is from " + ContentLimits.MIN_PIECE + " to "
                    + ContentLimits.MAX_PIECE + ", not " + pieceSize);
        }
        int power = Integer.highestOneBit(pieceSize);
        return new CutSizes(power / 16 * 3, power / 4, pieceSize);
    }

    /// How many leading zeros the gear hash has at a candidate: one place of 64 that end a piece is one.
    int candidateZeros() {
        return willingZeros() - 6;
    }

    /// How many zeros, of both hashes together, end a piece that is long enough to end willingly.
    int willingZeros() {
        return Integer.numberOfTrailingZeros(willing);
    }
}
