package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The highest sequence number ever seen for each publisher under each key, so that an old record cannot come back
/// when the newer one has expired. What is new in it waits to be taken, so that a shell can write it down. Bounded:
/// the place that was asked about longest ago is forgotten first.
public final class SequenceMemory {
    /// Our choice: about 15 MB.
    public static final int PLACES = 100_000;

    /// The highest number that was seen of a publisher under a key.
    public record Seen(Key key, Bytes publisher, long sequence) {}

    private record Place(Key key, Bytes publisher) {}

    private final LinkedHashMap<Place, Long> highest = new LinkedHashMap<>(16, 0.75f, true);
    private List<Seen> news = new ArrayList<>();

    /// Whether the record is at least as new as everything seen before; remembers it if so.
    public boolean admits(KeptRecord record) {
        return admits(new Seen(record.key(), record.publisher(), record.sequence()), true);
    }

    /// Whether a higher number was seen of this publisher under this key than it expects, and another than this
    /// record's.
    boolean contradicts(KeptRecord record, long expected) {
        long known = highest.getOrDefault(new Place(record.key(), record.publisher()), -1L);
        return known > expected && known != record.sequence();
    }

    /// What was seen in an earlier life.
    public void recall(List<Seen> seen) {
        seen.forEach(each -> admits(each, false));
    }

    private boolean admits(Seen seen, boolean isNews) {
        Place place = new Place(seen.key(), seen.publisher());
        long known = highest.getOrDefault(place, -1L);
        if (seen.sequence() < known) {
            return false;
        }
        if (seen.sequence() > known) {
            highest.put(place, seen.sequence());
            forgetOldest();
            if (isNews && news.size() < PLACES) {
                news.add(seen);
            }
        }
        return true;
    }

    private void forgetOldest() {
        if (highest.size() > PLACES) {
            highest.pollFirstEntry();
        }
    }

    /// What has been learned since this was last asked.
    public List<Seen> takeNews() {
        List<Seen> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    public int size() {
        return highest.size();
    }
}
