package dev.kontor.transfer.store;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which pieces there are, where each lies, and when it was last needed: one open-addressing table in two arrays, about
/// 100 bytes a piece, so that a million pieces (half a terabyte of large files) fit a small heap. Safe for use by any
/// thread.
final class PackIndex {
    private static final int KEY = PieceId.SIZE / Long.BYTES;
    private static final int VALUE = 4;
    private static final int FIRST_SLOTS = 1 << 10;

    // Partners choose what is digested; a secret odd factor keeps them from aiming at one place of the table.
    private final long factor = new SecureRandom().nextLong() | 1;
    private long[] keys = new long[KEY * FIRST_SLOTS];
    private int[] values = new int[VALUE * FIRST_SLOTS];
    private int size;

    /// A piece's place.
    ///
    /// @param needed seconds since 2026
    record Place(int pack, int offset, int length, int needed) {
        /// Where a piece was put that is not entered yet.
        static Place of(StagedPiece piece) {
            int colon = piece.name().indexOf(':');
            int pack = Integer.parseInt(piece.name(), 0, colon, 10);
            int offset = Integer.parseInt(piece.name(), colon + 1, piece.name().length(), 10);
            return new Place(pack, offset, Math.toIntExact(piece.length()), 0);
        }

        static String name(int pack, int offset) {
            return pack + ":" + offset;
        }
    }

    synchronized int size() {
        return size;
    }

    synchronized Optional<Place> find(PieceId id) {
        int slot = slot(id);
        return taken(slot) ? Optional.of(place(slot)) : Optional.empty();
    }

    /// Enters a piece; false when it is known already, whose place stays as it is.
    synchronized boolean putIfAbsent(PieceId id, Place place) {
        if (taken(slot(id))) {
            return false;
        }
        if (3 * (size + 1) > 2 * slots()) {
            grow();
        }
        int slot = slot(id);
        ByteBuffer bytes = id.bytes().toBuffer();
        for (int word = 0; word < KEY; word++) {
            keys[KEY * slot + word] = bytes.getLong();
        }
        set(slot, place);
        size++;
        return true;
    }

    /// Says that a piece is needed now; false when it is not known.
    synchronized boolean need(PieceId id, int now) {
        int slot = slot(id);
        if (!taken(slot)) {
            return false;
        }
        values[VALUE * slot + 3] = Math.max(now, values[VALUE * slot + 3]);
        return true;
    }

    /// Whether that is where the piece is read from.
    synchronized boolean lies(PackEntry entry, int pack) {
        int slot = slot(entry.id());
        return taken(slot) && values[VALUE * slot] == pack && values[VALUE * slot + 1] == entry.offset();
    }

    /// Forgets a piece, and answers its length; 0 when it is not known.
    synchronized int remove(PieceId id) {
        int slot = slot(id);
        if (!taken(slot)) {
            return 0;
        }
        int length = place(slot).length();
        removeAt(slot);
        return length;
    }

    /// The pieces whose ids begin with this byte.
    synchronized List<PieceId> beginningWith(byte first) {
        List<PieceId> found = new ArrayList<>();
        for (int slot = 0; slot < slots(); slot++) {
            if (taken(slot) && (byte) (keys[KEY * slot] >>> (Long.SIZE - Byte.SIZE)) == first) {
                ByteBuffer id = ByteBuffer.allocate(PieceId.SIZE);
                for (int word = 0; word < KEY; word++) {
                    id.putLong(keys[KEY * slot + word]);
                }
                found.add(new PieceId(Bytes.of(id.flip())));
            }
        }
        return found;
    }

    /// Forgets a piece if it still lies there and was not needed since; false when that is not so.
    synchronized boolean remove(PieceId id, Place expected) {
        int slot = slot(id);
        if (!taken(slot) || !place(slot).equals(expected)) {
            return false;
        }
        removeAt(slot);
        return true;
    }

    /// Moves a piece that still lies in this pack; false when it does not.
    synchronized boolean move(PieceId id, int fromPack, int toPack, int offset) {
        int slot = slot(id);
        if (!taken(slot) || values[VALUE * slot] != fromPack) {
            return false;
        }
        values[VALUE * slot] = toPack;
        values[VALUE * slot + 1] = offset;
        return true;
    }

    private int slots() {
        return keys.length / KEY;
    }

    /// The slot that has the id, or the free one where it would be. A length of zero means free: no piece is empty.
    private int slot(PieceId id) {
        ByteBuffer key = id.bytes().toBuffer();
        int slot = home(key.getLong(0));
        while (taken(slot) && !has(slot, key)) {
            slot = (slot + 1) & (slots() - 1);
        }
        return slot;
    }

    private boolean has(int slot, ByteBuffer key) {
        for (int word = 0; word < KEY; word++) {
            if (keys[KEY * slot + word] != key.getLong(Long.BYTES * word)) {
                return false;
            }
        }
        return true;
    }

    private int home(long word) {
        return (int) ((word * factor) >>> Integer.SIZE) & (slots() - 1);
    }

    private boolean taken(int slot) {
        return values[VALUE * slot + 2] != 0;
    }

    private Place place(int slot) {
        int at = VALUE * slot;
        return new Place(values[at], values[at + 1], values[at + 2], values[at + 3]);
    }

    private void set(int slot, Place place) {
        int at = VALUE * slot;
        values[at] = place.pack();
        values[at + 1] = place.offset();
        values[at + 2] = place.length();
        values[at + 3] = place.needed();
    }

    private void copy(int from, int to) {
        System.arraycopy(keys, KEY * from, keys, KEY * to, KEY);
        System.arraycopy(values, VALUE * from, values, VALUE * to, VALUE);
    }

    /// Linear probing needs no marks of what was removed: what follows moves up into the gap.
    private void removeAt(int removed) {
        int mask = slots() - 1;
        int gap = removed;
        for (int slot = (gap + 1) & mask; taken(slot); slot = (slot + 1) & mask) {
            int home = home(keys[KEY * slot]);
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                copy(slot, gap);
                gap = slot;
            }
        }
        values[VALUE * gap + 2] = 0;
        size--;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[Math.multiplyExact(2, oldKeys.length)];
        values = new int[Math.multiplyExact(2, oldValues.length)];
        for (int old = 0; old < oldKeys.length / KEY; old++) {
            if (oldValues[VALUE * old + 2] != 0) {
                int slot = home(oldKeys[KEY * old]);
                while (taken(slot)) {
                    slot = (slot + 1) & (slots() - 1);
                }
                System.arraycopy(oldKeys, KEY * old, keys, KEY * slot, KEY);
                System.arraycopy(oldValues, VALUE * old, values, VALUE * slot, VALUE);
            }
        }
    }
}
