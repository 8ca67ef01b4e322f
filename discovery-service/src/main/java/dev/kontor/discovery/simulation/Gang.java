package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Answer;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.routing.Contact;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// What the malicious nodes of a course know in common: each other, and every record that was ever published.
public final class Gang {
    private static final int TOLD = 20;
    private static final int INVENTED = 12;
    private static final long HIGH_SEQUENCE = 1_000_000;

    private final Random random;
    private final TreeMap<Key, Contact> members = new TreeMap<>(Key::compareUnsigned);
    private final Map<Key, KeptRecord> firstEditions = new HashMap<>();

    Gang(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    void join(Contact member) {
        members.put(member.point(), member);
    }

    void leave(Contact member) {
        members.remove(member.point());
    }

    /// Remembers the first edition of every record.
    public void overhear(KeptRecord record) {
        firstEditions.putIfAbsent(record.key(), record);
    }

    List<Bytes> oldest(Key key) {
        KeptRecord first = firstEditions.get(key);
        return first == null ? List.of() : List.of(first.signed());
    }

    /// Members near to a point: its neighbours in order are a good guess, and exact for members that crowd around it.
    List<Contact> nearest(Key target) {
        List<Contact> near = new ArrayList<>();
        members.headMap(target, true).descendingMap().values().stream()
                .limit(2 * TOLD)
                .forEach(near::add);
        members.tailMap(target, false).values().stream().limit(2 * TOLD).forEach(near::add);
        near.sort((a, b) -> target.compareDistance(a.point(), b.point()));
        return near.subList(0, Math.min(TOLD, near.size()));
    }

    Answer invention(Question.Find find) {
        KeptRecord known = firstEditions.get(find.target());
        List<Bytes> records = !find.records() || known == null
                ? List.of()
                : List.of(SealedRecords.forge(find.target(), known.publisher(), HIGH_SEQUENCE, known.expiresAt()));
        return new Answer.Found(Conduct.invented(find.target(), this, INVENTED), records, false);
    }
}
