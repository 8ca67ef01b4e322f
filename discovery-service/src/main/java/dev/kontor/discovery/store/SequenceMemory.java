package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.util.LinkedHashMap;

/// The highest sequence number ever seen for each publisher under each key, so that an old record cannot come back when
/// the newer one has expired. Bounded: the place that was asked about longest ago is forgotten first.
public final class SequenceMemory {
    /// Our choice: about 15 MB.
    private static final int PLACES = 100_000;

    private record Place(Key key, Bytes publisher) {}

    private final LinkedHashMap<Place, Long> highest = new LinkedHashMap<>(16, 0.75f, true);

    /// Whether the record is at least as new as everything seen before; remembers it if so.
    public boolean admits(KeptRecord record) {
        Place place = new Place(record.key(), record.publisher());
        long seen = highest.getOrDefault(place, -1L);
        if (record.sequence() < seen) {
            return false;
        }
        if (record.sequence() > seen) {
            highest.put(place, record.sequence());
            forgetOldest();
        }
        return true;
    }

    private void forgetOldest() {
        if (highest.size() > PLACES) {
            highest.pollFirstEntry();
        }
    }

    public int size() {
        return highest.size();
    }
}
