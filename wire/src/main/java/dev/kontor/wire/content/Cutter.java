package dev.kontor.wire.content;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.BlockFunction;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.NamespaceSecret;

/// Finds where content is cut into pieces, by the content alone: after an insertion or deletion the cuts are
/// soon the old ones again, only moved, so that all pieces but one or two are those of the snapshot before.
///
/// It is FastCDC (Xia et al., USENIX ATC 2016) with one more step. A gear hash over the 64 bytes before a place,
/// whose table is derived from the namespace's secret, makes some places candidates; a keyed [BlockFunction] of
/// that hash decides which candidates are cuts. So lengths of pieces, which everybody on the way can see, tell
/// nobody which known file this is; and who knows texts and the lengths of their pieces, as a grantee does, may
/// compute the gear table but not the cuts of another text. Candidates are few, hence this costs next to nothing.
///
/// A place is judged by the 64 bytes before it and the distance to the cut before, so it does not matter in
/// which portions the content arrives. `docs/spec/records.md` defines it byte by byte.
///
/// One instance per thread; not safe for use by several.
public final class Cutter {
    /// What [#cut] answers when the piece goes on.
    public static final int NONE = -1;

    // Specification: part of how a namespace's snapshots are cut.
    static final int WINDOW = 64;
    static final int GEAR = 256;
    private static final long BYTES = 0;
    private static final long ENTRIES = 1;

    private final long[] gear;
    private final BlockFunction decide;
    private final CutSizes sizes;
    private final long candidateMask;
    private long lastHash;
    private long lastDecision;

    public Cutter(NamespaceSecret secret, int pieceSize) {
        this.gear = KeyDerivation.gear(secret, GEAR);
        this.decide = new BlockFunction(KeyDerivation.cutKey(secret));
        this.sizes = CutSizes.of(pieceSize);
        this.candidateMask = -1L << (Long.SIZE - sizes.candidateZeros());
        this.lastDecision = decide.of(lastHash, BYTES);
    }

    /// Most bytes of a piece.
    public int most() {
        return sizes.most();
    }

    /// Least bytes of a piece that is not its entry's last one.
    public int least() {
        return sizes.least();
    }

    /// Where the piece ends that begins with the array: after the answered number of bytes, more than `from`
    /// and at most `to`. [#NONE] when it goes on beyond `to`, or with the entry.
    ///
    /// @param piece has the piece's bytes from its first one, `to` of them
    /// @param from so many bytes were looked at before
    public int cut(byte[] piece, int from, int to) {
        int end = Math.min(to, sizes.most());
        int first = Math.max(from + 1, sizes.least());
        int place = first > end ? NONE : scan(piece, first, end);
        return place == NONE && to >= sizes.most() ? sizes.most() : place;
    }

    /// The first end from `from` to `to`, or [#NONE]. Two places a round, both from the hash before the round,
    /// because a shift and an addition for each would wait for the last; a loop of this form is compiled well, and
    /// its speed is what cutting costs.
    private int scan(byte[] bytes, int from, int to) {
        long[] table = gear;
        long mask = candidateMask;
        long hash = hash(bytes, from - 1);
        int at = from - 1;
        for (int last = to - 1; at < last; at += 2) {
            long first = table[bytes[at] & 0xff];
            long middle = (hash << 1) + first;
            hash = (hash << 2) + (first << 1) + table[bytes[at + 1] & 0xff];
            if ((middle & mask) == 0 && ends(middle, at + 1)) {
                return at + 1;
            }
            if ((hash & mask) == 0 && ends(hash, at + 2)) {
                return at + 2;
            }
        }
        for (; at < to; at++) {
            hash = (hash << 1) + table[bytes[at] & 0xff];
            if ((hash & mask) == 0 && ends(hash, at + 1)) {
                return at + 1;
            }
        }
        return NONE;
    }

    /// The gear hash at a place: of the 64 bytes before it.
    private long hash(byte[] bytes, int place) {
        long hash = 0;
        for (int i = place - WINDOW; i < place; i++) {
            hash = (hash << 1) + gear[bytes[i] & 0xff];
        }
        return hash;
    }

    /// Whether a candidate ends a piece of this length. A run of equal bytes has one hash, hence it is
    /// remembered.
    private boolean ends(long hash, int length) {
        if (hash != lastHash) {
            lastHash = hash;
            lastDecision = decide.of(hash, BYTES);
        }
        int zeros = sizes.willingZeros() - sizes.candidateZeros() + (length < sizes.willing() ? 1 : 0);
        return Long.numberOfLeadingZeros(lastDecision) >= zeros;
    }

    /// Whether a piece that small entries share ends after this entry: from half the piece size on, after one in so
    /// many that the piece grows by a quarter of its size on average. So the entries of a piece are much the same
    /// when others before them came, went or changed.
    ///
    /// @param sha256 of the entry's bytes
    /// @param size of the entry
    /// @param length of the piece, this entry included
    public boolean endsShared(Bytes sha256, int size, int length) {
        if (length < sizes.most() / 2) {
            return false;
        }
        long decision = decide.of(sha256.toBuffer().getLong(), ENTRIES) >>> Integer.SIZE;
        return decision < (long) size << (Integer.SIZE - sizes.willingZeros());
    }
}
