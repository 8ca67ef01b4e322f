package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// An organisation's log: its signed inception and the entries after it, each naming the digest of the one before. As
/// bytes a CBOR array of byte strings, where an entry's cosignatures follow it. Immutable; believe nothing of it before
/// [#replay].
///
/// @param cosignatures those of each entry, in the entries' order
public record OrgLog(List<SignedRecord> records, List<List<SignedRecord>> cosignatures) {
    /// Most records, cosignatures included.
    public static final int MAX_ENTRIES = 1024;

    public OrgLog {
        records = List.copyOf(records);
        cosignatures = cosignatures.stream().map(List::copyOf).toList();
        int all = records.size() + cosignatures.stream().mapToInt(List::size).sum();
        if (records.isEmpty() || all > MAX_ENTRIES) {
            throw new IllegalArgumentException("a log has 1 to " + MAX_ENTRIES + " entries and cosignatures");
        }
        if (cosignatures.size() != records.size()) {
            throw new IllegalArgumentException("cosignatures of another number of entries");
        }
    }

    /// A log whose entries one key each has signed.
    public OrgLog(List<SignedRecord> records) {
        this(records, Collections.nCopies(records.size(), List.of()));
    }

    /// A new organisation's log.
    public static OrgLog begin(LogEntry.Inception inception, SigningKey rootKey, SigningKey... cosigners) {
        SignedRecord record = inception.sign(rootKey);
        return new OrgLog(List.of(record), List.of(cosigned(record, cosigners)));
    }

    /// Reads the bytes of a log; checks the records' form only.
    ///
    /// @throws MalformedException when the bytes are not one log in its only encoding
    public static OrgLog decode(Bytes encoded) {
        return CborReader.decode(
                encoded,
                reader -> of(reader.readList(
                        MAX_ENTRIES, item -> SignedRecord.parse(item.readBytes(SignedRecord.MAX_SIZE)))));
    }

    private static OrgLog of(List<SignedRecord> items) {
        List<SignedRecord> records = new ArrayList<>();
        List<List<SignedRecord>> cosignatures = new ArrayList<>();
        for (SignedRecord item : items) {
            if (item.type() != RecordType.COSIGNATURE) {
                records.add(item);
                cosignatures.add(new ArrayList<>());
            } else if (cosignatures.isEmpty()) {
                throw new MalformedException(0, "a log begins with an inception");
            } else {
                cosignatures.getLast().add(item);
            }
        }
        return new OrgLog(records, cosignatures);
    }

    public Bytes encode() {
        List<SignedRecord> items = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            items.add(records.get(i));
            items.addAll(cosignatures.get(i));
        }
        return new CborWriter()
                .array(items, (writer, record) -> writer.bytes(record.encoded()))
                .toBytes();
    }

    /// This log with one more entry.
    public OrgLog append(LogEntry.Linked entry, SigningKey key, SigningKey... cosigners) {
        SignedRecord record = entry.sign(key);
        return append(record, cosigned(record, cosigners));
    }

    /// This log with one more entry that was signed elsewhere.
    public OrgLog append(SignedRecord record, List<SignedRecord> by) {
        List<SignedRecord> longer = new ArrayList<>(records);
        longer.add(record);
        List<List<SignedRecord>> more = new ArrayList<>(cosignatures);
        more.add(by);
        return new OrgLog(longer, more);
    }

    private static List<SignedRecord> cosigned(SignedRecord record, SigningKey... keys) {
        return List.of(keys).stream()
                .map(key -> Cosignature.of(record, key))
                .sorted(Comparator.comparing(SignedRecord::kid))
                .toList();
    }

    public SignedRecord inception() {
        return records.getFirst();
    }

    /// Whether `other` is this log with nothing or something added.
    public boolean extendedBy(OrgLog other) {
        return other.records.size() >= records.size()
                && other.records.subList(0, records.size()).equals(records);
    }

    /// How another log of the organisation stands to this one. Both must have been replayed.
    public Relation relationOf(OrgLog other) {
        return Relation.of(this, other);
    }

    /// What the inception says when only the signature that is part of it is looked at.
    ///
    /// @throws MalformedException when it is no inception, or not signed by one of its root keys
    public OrgState beginning() {
        return Replay.unwitnessed(inception());
    }

    /// Checks every link and signature and returns what holds at the head.
    ///
    /// @throws MalformedException when the log does not hold; its offset is the number of the entry at fault
    public OrgState replay() {
        OrgState state = Replay.begin(records.getFirst(), cosignatures.getFirst());
        for (int i = 1; i < records.size(); i++) {
            state = Replay.next(state, records.get(i), cosignatures.get(i));
        }
        return state;
    }
}
