package dev.kontor.transfer.publish;

import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.ContentLimits;
import dev.kontor.wire.content.Cutter;
import dev.kontor.wire.content.Entry;
import dev.kontor.wire.content.Extent;
import dev.kontor.wire.content.PieceRef;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.crypto.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides where the bytes of a new snapshot lie.
///
/// - An entry that the last snapshot has, whatever its path there, keeps its place: nothing of it is stored
///   or sent again.
/// - Small entries share pieces, in the order in which they come. So a poll that brings three new invoices
///   makes one small piece, not three, and touches no other. Where a shared piece ends depends on the entries
///   in it, so that also without the last snapshot most pieces come out as they were.
/// - A larger entry begins a piece of its own and is cut where its content says ([Cutter]), so that its
///   unchanged parts get the same pieces, also when they have moved.
///
/// What the last snapshot's pieces hold besides is carried along until [Compaction] finds it too much. Owned by one
/// thread, which blocks while the workers are behind.
final class PiecePacker {
    // Our choice: above this, sharing a piece saves nothing worth the loss of stable cuts.
    static final int SMALL = 256 * 1024;
    private static final int PORTION = 64 * 1024;

    private final SnapshotIndex last;
    private final PieceSealer sealer;
    private final Cutter cutter;
    private final int pieceSize;
    private final int small;
    private final PieceTable table;
    private final Map<Bytes, Entry> known = new HashMap<>();
    private final List<DraftEntry> drafts = new ArrayList<>();
    private final Set<EntryPath> paths = new HashSet<>();
    private final MessageDigest digest = Sha256.newDigest();
    private byte @Nullable [] shared;
    private int sharedLength;
    private int sharedSlot;

    PiecePacker(SnapshotIndex last, PieceSealer sealer, Cutter cutter) {
        this.last = last;
        this.sealer = sealer;
        this.cutter = cutter;
        this.pieceSize = cutter.most();
        this.small = Math.min(SMALL, pieceSize);
        this.table = new PieceTable(last);
        last.entries().forEach(entry -> known.putIfAbsent(entry.sha256(), entry));
    }

    /// Takes over an entry as the last snapshot has it. Refuses, as a conflict, when it has none of that path: the
    /// uploader is to send the bytes after all.
    void keep(EntryHeader header) {
        EntryPath path = newPath(header);
        Entry entry = last.entry(path)
                .orElseThrow(() -> ProblemType.CONFLICT.because(
                        "Entry " + path + " is said to be unchanged, but the last snapshot has none; send its bytes."));
        drafts.add(new DraftEntry(
                path,
                entry.mediaType(),
                entry.size(),
                entry.sha256(),
                entry.modifiedAt(),
                table.takeOver(entry.extents())));
    }

    /// Reads an entry's bytes to their end.
    void add(EntryHeader header, EntryStream content) throws IOException, InterruptedException {
        EntryPath path = newPath(header);
        byte[] buffer = sealer.buffer();
        int length = 0;
        try {
            length = fill(content, buffer, 0, small);
            digest.update(buffer, 0, length);
        } catch (IOException | RuntimeException failure) {
            digest.reset();
            sealer.release(buffer);
            throw failure;
        }
        if (length < small) {
            addSmall(header, path, buffer, length);
        } else {
            addLarge(header, path, content, buffer, length);
        }
    }

    private void addSmall(EntryHeader header, EntryPath path, byte[] buffer, int length) throws InterruptedException {
        try {
            Bytes sha256 = Bytes.of(digest.digest());
            header.requireSize(length);
            Entry same = known.get(sha256);
            List<Extent> extents = same == null ? share(sha256, buffer, 0, length) : table.takeOver(same.extents());
            drafts.add(draft(header, path, length, sha256, extents));
        } finally {
            sealer.release(buffer);
        }
    }

    private void addLarge(EntryHeader header, EntryPath path, EntryStream content, byte[] first, int firstLength)
            throws IOException, InterruptedException {
        List<Extent> extents = new ArrayList<>();
        byte[] piece = first;
        int length = firstLength;
        int read = firstLength;
        int seen = 0;
        while (read > 0) {
            int end = cutter.cut(piece, seen, length);
            if (end == Cutter.NONE) {
                seen = length;
                read = fill(content, piece, length, Math.min(pieceSize, length + PORTION)) - length;
                digest.update(piece, length, read);
                length += read;
            } else {
                byte[] next = sealer.buffer();
                System.arraycopy(piece, end, next, 0, length - end);
                extents.add(seal(piece, end));
                piece = next;
                length -= end;
                seen = 0;
            }
        }
        if (length > 0) {
            extents.add(seal(piece, length));
        } else {
            sealer.release(piece);
        }
        addLarge(header, path, extents);
    }

    /// The pieces that it was just cut into are the old ones, unless the last snapshot was cut in another way.
    private void addLarge(EntryHeader header, EntryPath path, List<Extent> extents) {
        Bytes sha256 = Bytes.of(digest.digest());
        long size = extents.stream().mapToLong(Extent::length).sum();
        header.requireSize(size);
        Entry same = known.get(sha256);
        drafts.add(draft(header, path, size, sha256, same == null ? extents : table.takeOver(same.extents())));
    }

    private Extent seal(byte[] piece, int length) {
        int slot = table.open();
        table.fill(slot, sealer.seal(piece, length));
        return new Extent(slot, 0, length);
    }

    /// Fills `buffer` up to `limit` or to the entry's end; returns how far.
    private static int fill(EntryStream content, byte[] buffer, int from, int limit) throws IOException {
        int at = from;
        while (at < limit) {
            int read = content.read(buffer, at, limit);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return at;
    }

    /// Appends an entry's bytes to the piece that small entries share.
    private List<Extent> share(Bytes sha256, byte[] bytes, int offset, int length) throws InterruptedException {
        if (length == 0) {
            return List.of();
        }
        if (shared != null && sharedLength + length > pieceSize) {
            flush();
        }
        byte[] target = shared;
        if (target == null) {
            target = sealer.buffer();
            shared = target;
            sharedLength = 0;
            sharedSlot = table.open();
        }
        System.arraycopy(bytes, offset, target, sharedLength, length);
        Extent extent = new Extent(sharedSlot, sharedLength, length);
        sharedLength += length;
        if (cutter.endsShared(sha256, length, sharedLength)) {
            flush();
        }
        return List.of(extent);
    }

    private void flush() {
        if (shared != null) {
            table.fill(sharedSlot, sealer.seal(shared, sharedLength));
            shared = null;
        }
    }

    private DraftEntry draft(EntryHeader header, EntryPath path, long size, Bytes sha256, List<Extent> extents) {
        return new DraftEntry(path, header.mediaTypeOrDefault(), size, sha256, header.modifiedAt(), extents);
    }

    private EntryPath newPath(EntryHeader header) {
        EntryPath path = header.entryPath();
        if (!paths.add(path)) {
            throw new MalformedException(0, "entry " + path + " comes twice");
        }
        if (paths.size() > ContentLimits.MAX_ENTRIES) {
            throw new MalformedException(0, "more than " + ContentLimits.MAX_ENTRIES + " entries");
        }
        return path;
    }

    /// Whether the entries so far are exactly those of the last snapshot.
    boolean unchanged() {
        return drafts.size() == last.entries().size()
                && drafts.stream()
                        .allMatch(draft ->
                                last.entry(draft.path()).filter(draft::same).isPresent());
    }

    /// Copies the small entries of worn pieces into fresh ones.
    void compact(PieceBytes old) throws IOException, InterruptedException {
        Set<Integer> worn = Compaction.worn(drafts, table, pieceSize);
        for (int i = 0; i < drafts.size(); i++) {
            DraftEntry draft = drafts.get(i);
            if (draft.extents().stream().anyMatch(extent -> worn.contains(extent.piece()))) {
                drafts.set(i, draft.at(moved(draft, old)));
            }
        }
    }

    private List<Extent> moved(DraftEntry draft, PieceBytes old) throws IOException, InterruptedException {
        List<Extent> moved = new ArrayList<>();
        for (Extent extent : draft.extents()) {
            PieceRef piece = table.reused(extent.piece());
            if (piece == null) {
                moved.add(extent);
            } else {
                moved.addAll(share(draft.sha256(), old.plaintext(piece), extent.offset(), extent.length()));
            }
        }
        return moved;
    }

    /// Plaintext of pieces that the store has.
    @FunctionalInterface
    interface PieceBytes {
        byte[] plaintext(PieceRef piece) throws IOException;
    }

    /// The index over everything added, with only those pieces that an entry needs, in the order of their first
    /// use.
    SnapshotIndex index() throws IOException {
        flush();
        List<PieceRef> pieces = new ArrayList<>();
        Map<Integer, Integer> places = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (DraftEntry draft : drafts) {
            List<Extent> extents = new ArrayList<>();
            for (Extent extent : draft.extents()) {
                Integer place = places.get(extent.piece());
                if (place == null) {
                    place = pieces.size();
                    places.put(extent.piece(), place);
                    pieces.add(table.piece(extent.piece()));
                }
                extents.add(new Extent(place, extent.offset(), extent.length()));
            }
            entries.add(draft.toEntry(extents));
        }
        return SnapshotIndex.of(pieces, entries);
    }
}
