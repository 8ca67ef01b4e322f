package dev.kontor.transfer.store;

import dev.kontor.transfer.store.PackIndex.Place;
import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// Pieces one after another in files of 64 MiB: `packs/<number>.pack`; damaged ones are copied to `damaged/`.
///
/// A commit flushes the one or two packs that its group lies in, instead of a file and a folder for each piece; that
/// costs a third of the processor time. Which piece lies where is known in memory only, and read
/// from the packs' tables at the start; packs without one, at most a few after a crash, are read through. A pack goes
/// when nothing in it is needed any more; when less than half of it is, the rest moves to another. Two processes must
/// not share a folder.
public final class PackPieceStore implements PieceStore {
    private static final Logger LOG = Logger.getLogger(PackPieceStore.class);

    // Our choice: as many workers as may append at once.
    private static final int LANES = 4;

    private static final long SECONDS_TO_2026 = 1_767_225_600;

    private final PackFolder folder;
    private final Damaged damaged;
    private final Volume volume;
    private final StoreLimits limits;
    private final Clock clock;
    private final Usage usage;
    private final PackIndex index = new PackIndex();
    private final Lane[] lanes = new Lane[LANES];
    private final Map<Integer, Pack> growing = new ConcurrentHashMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();

    private PackPieceStore(Path root, StoreLimits limits, Clock clock) throws IOException {
        this.folder = new PackFolder(root.resolve("packs"));
        this.damaged = new Damaged(root.resolve("damaged"), clock);
        this.volume = Volume.of(root, limits);
        this.usage = new Usage(limits);
        this.limits = limits;
        this.clock = clock;
        for (int i = 0; i < LANES; i++) {
            lanes[i] = new Lane();
        }
    }

    /// Opens the store in a folder, which is created when absent. What a crash left is there if it is whole.
    public static PackPieceStore open(Path root, StoreLimits limits, Clock clock) throws IOException {
        FolderLock.take(root);
        PackPieceStore store = new PackPieceStore(root, limits, clock);
        store.load();
        LooseFiles.moveInto(store, root);
        return store;
    }

    private void load() throws IOException {
        for (int number : folder.numbers()) {
            lastNumber.set(number);
            int written = seconds(Files.getLastModifiedTime(folder.pack(number)).toInstant());
            List<PackEntry> entries = folder.entries(number);
            // Pieces that were staged and not committed, too: they are whole, and spare being fetched again.
            for (PackEntry entry : entries) {
                usage.found(entry.length());
                enter(number, entry, written);
            }
            if (entries.isEmpty()) {
                folder.delete(number);
            }
        }
    }

    /// What is here already counts once.
    private void enter(int number, PackEntry entry, int needed) {
        if (!index.putIfAbsent(entry.id(), new Place(number, entry.offset(), entry.length(), needed))) {
            usage.give(entry.length());
        }
    }

    @Override
    public boolean contains(PieceId id) {
        return index.find(id).isPresent();
    }

    @Override
    public List<PieceId> shard(int shard) {
        return index.beginningWith((byte) shard);
    }

    @Override
    public Optional<OpenPiece> open(PieceId id) throws IOException {
        Optional<Place> place = index.find(id);
        while (place.isPresent()) {
            Optional<OpenPiece> piece = open(id, place.get());
            if (piece.isPresent()) {
                return piece;
            }
            // The file is gone: the piece has moved between the two looks, or somebody deleted the file.
            usage.give(index.remove(id, place.get()) ? place.get().length() : 0);
            place = index.find(id);
        }
        return Optional.empty();
    }

    @Override
    public Optional<OpenPiece> open(StagedPiece piece) throws IOException {
        return open(piece.id(), Place.of(piece));
    }

    private Optional<OpenPiece> open(PieceId id, Place place) throws IOException {
        return PackedPiece.open(folder.pack(place.pack()), new PackEntry(id, place.offset(), place.length()));
    }

    @Override
    public StagedPiece stage(PieceId id, ByteBuffer ciphertext) throws IOException {
        int length = ciphertext.remaining();
        usage.take(length);
        try {
            return append(id, ciphertext);
        } catch (IOException failure) {
            usage.give(length);
            throw failure;
        }
    }

    private StagedPiece append(PieceId id, ByteBuffer ciphertext) throws IOException {
        int length = ciphertext.remaining();
        volume.requireRoom(length);
        Lane lane = Lane.claim(lanes);
        try {
            Pack pack = packFor(lane, length);
            int offset = pack.append(id, ciphertext);
            return new StagedPiece(id, Place.name(pack.number(), offset), length);
        } catch (IOException failure) {
            retire(lane);
            throw volume.explained(failure);
        } finally {
            lane.unlock();
        }
    }

    private Pack packFor(Lane lane, int length) throws IOException {
        Pack pack = lane.pack;
        if (pack != null && pack.hasRoom(length)) {
            return pack;
        }
        retire(lane);
        Pack next = folder.create(lastNumber.incrementAndGet());
        growing.put(next.number(), next);
        lane.pack = next;
        return next;
    }

    private void retire(Lane lane) {
        Pack pack = lane.pack;
        lane.pack = null;
        if (pack != null) {
            pack.retire();
            finishIfDone(pack);
        }
    }

    /// Closes a pack that takes no more and owes nothing, and writes its table; when that fails, the next who asks for
    /// it makes it.
    private void finishIfDone(Pack pack) {
        if (pack.done() && growing.remove(pack.number(), pack)) {
            List<PackEntry> there = pack.committed().stream()
                    .filter(entry -> index.lies(entry, pack.number()))
                    .toList();
            try {
                pack.close();
                folder.finish(pack.number(), there);
            } catch (IOException failure) {
                LOG.warnf("pack %08x has no table: %s", pack.number(), failure.getMessage());
            }
        }
    }

    @Override
    public void commit(Collection<StagedPiece> group) throws IOException {
        commit(group, this::enter);
    }

    /// What becomes of a durable piece.
    private interface Entering {
        void enter(int pack, PackEntry entry, int now);
    }

    private void commit(Collection<StagedPiece> group, Entering entering) throws IOException {
        Map<Integer, Pack> packs = new TreeMap<>();
        for (StagedPiece piece : group) {
            packs.computeIfAbsent(Place.of(piece).pack(), this::growing);
        }
        try {
            for (Pack pack : packs.values()) {
                pack.flush();
            }
        } catch (IOException failure) {
            throw volume.explained(failure);
        }
        for (StagedPiece piece : group) {
            Place place = Place.of(piece);
            PackEntry entry = new PackEntry(piece.id(), place.offset(), place.length());
            entering.enter(place.pack(), entry, seconds(clock.instant()));
            growing(place.pack()).commit(entry);
        }
        packs.values().forEach(this::finishIfDone);
    }

    private Pack growing(int number) {
        Pack pack = growing.get(number);
        if (pack == null) {
            throw new IllegalStateException("nothing is staged in pack " + number);
        }
        return pack;
    }

    @Override
    public void discard(Collection<StagedPiece> group) {
        for (StagedPiece piece : group) {
            Pack pack = growing.get(Place.of(piece).pack());
            if (pack != null) {
                discard(pack, Place.of(piece));
                usage.give(piece.length());
                finishIfDone(pack);
            }
        }
    }

    private static void discard(Pack pack, Place place) {
        try {
            pack.discard(place.offset(), place.length());
        } catch (IOException failure) {
            LOG.warnf("pack %08x keeps a piece that is not needed: %s", pack.number(), failure.getMessage());
        }
    }

    @Override
    public void quarantine(PieceId id) throws IOException {
        Optional<Place> place = index.find(id);
        if (place.isEmpty()) {
            return;
        }
        try (OpenPiece piece = open(id, place.get()).orElse(null)) {
            if (piece != null) {
                damaged.keep(id, PackedPiece.bytes(piece));
            }
        } catch (IOException unreadable) {
            LOG.warnf("no copy of the damaged piece %s is kept: %s", id, unreadable.getMessage());
        }
        usage.give(index.remove(id));
        folder.distrust(place.get().pack());
    }

    @Override
    public boolean touch(PieceId id) {
        return index.need(id, seconds(clock.instant()));
    }

    @Override
    public long collect(Predicate<PieceId> referenced) throws IOException {
        PackSweep sweep = new PackSweep(folder, index, usage, this::evacuate);
        int youngest = seconds(clock.instant().minus(limits.grace()));
        long removed = 0;
        for (Pack pack : growing.values()) {
            removed += sweep.forget(pack.number(), pack.committed(), youngest, referenced);
        }
        List<Integer> settled = folder.numbers().stream()
                .filter(number -> !growing.containsKey(number))
                .toList();
        damaged.forgetOld();
        return removed + sweep.collect(settled, youngest, referenced);
    }

    /// Copies what is left in a pack to others, from which it is read from then on.
    private void evacuate(int number, List<PackEntry> entries) throws IOException {
        List<StagedPiece> moved = new ArrayList<>();
        for (PackEntry entry : entries) {
            Optional<OpenPiece> piece = PackedPiece.open(folder.pack(number), entry);
            if (piece.isPresent()) {
                try (OpenPiece bytes = piece.get()) {
                    moved.add(append(entry.id(), PackedPiece.bytes(bytes)));
                }
            }
        }
        commit(moved, (pack, entry, _) -> index.move(entry.id(), number, pack, entry.offset()));
    }

    @Override
    public long room() throws IOException {
        return Math.min(usage.room(), volume.room());
    }

    private static int seconds(Instant instant) {
        return Math.toIntExact(instant.getEpochSecond() - SECONDS_TO_2026);
    }
}
