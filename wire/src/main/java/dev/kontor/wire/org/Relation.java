package dev.kontor.wire.org;

import dev.kontor.wire.sign.SignedRecord;
import java.util.List;

/// How another log stands to the one that is held. Where two logs of one organisation part, a rotation wins over
/// entries of the keys that it replaces: who stole these can sign entries, but no rotation, and shall not be able to
/// keep the owner's rotation from being honoured. It wins only over a branch without a rotation, so that keys of long
/// ago can rewrite nothing.
public sealed interface Relation {
    /// Nothing new.
    record Same() implements Relation {}

    /// The other log is the beginning of the held one.
    record Older() implements Relation {}

    /// The other log goes on where the held one ends.
    record Newer() implements Relation {}

    /// The other log parts from the held one with a rotation, and wins.
    record Supersedes(int place) implements Relation {}

    /// The held log parts from the other one with a rotation, and stays.
    record Superseded(int place) implements Relation {}

    /// The organisation, or who has its keys, has signed two histories.
    ///
    /// @param place of the two records, which have the same predecessor
    record Fork(int place, SignedRecord held, SignedRecord other) implements Relation {}

    /// Another organisation's log.
    record Foreign() implements Relation {}

    static Relation of(OrgLog held, OrgLog other) {
        if (!held.inception().equals(other.inception())) {
            return new Foreign();
        }
        int shared = shared(held.records(), other.records());
        boolean heldEnds = shared == held.records().size();
        boolean otherEnds = shared == other.records().size();
        if (heldEnds) {
            return otherEnds ? new Same() : new Newer();
        }
        return otherEnds ? new Older() : parted(held.records(), other.records(), shared);
    }

    private static Relation parted(List<SignedRecord> held, List<SignedRecord> other, int place) {
        if (rotation(other.get(place)) && !rotates(held, place)) {
            return new Supersedes(place);
        }
        if (rotation(held.get(place)) && !rotates(other, place)) {
            return new Superseded(place);
        }
        return new Fork(place, held.get(place), other.get(place));
    }

    private static boolean rotates(List<SignedRecord> records, int from) {
        return records.stream().skip(from).anyMatch(Relation::rotation);
    }

    private static boolean rotation(SignedRecord record) {
        return LogEntry.decode(record.payload()) instanceof LogEntry.Rotate;
    }

    private static int shared(List<SignedRecord> held, List<SignedRecord> other) {
        int most = Math.min(held.size(), other.size());
        for (int i = 0; i < most; i++) {
            if (!held.get(i).equals(other.get(i))) {
                return i;
            }
        }
        return most;
    }
}
