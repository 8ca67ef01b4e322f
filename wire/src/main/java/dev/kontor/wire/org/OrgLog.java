package dev.kontor.wire.org;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import dev.kontor.wire.cbor.CborWriter;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;

/// An organisation's log: its signed inception and the entries after it, each naming the digest of the one before. As
/// bytes a CBOR array of byte strings. Immutable; believe nothing of it before [#replay].
public record OrgLog(List<SignedRecord> records) {
    public static final int MAX_ENTRIES = 1024;

    public OrgLog {
        records = List.copyOf(records);
        if (records.isEmpty() || records.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a log has 1 to " + MAX_ENTRIES + " entries");
        }
    }

    /// A new organisation's log.
    public static OrgLog begin(LogEntry.Inception inception, SigningKey rootKey) {
        return new OrgLog(List.of(inception.sign(rootKey)));
    }

    /// Reads the bytes of a log; checks the records' form only.
    ///
    /// @throws MalformedException when the bytes are not one log in its only encoding
    public static OrgLog decode(Bytes encoded) {
        return CborReader.decode(
                encoded,
                reader -> new OrgLog(reader.readList(
                        MAX_ENTRIES, item -> SignedRecord.parse(item.readBytes(SignedRecord.MAX_SIZE)))));
    }

    public Bytes encode() {
        return new CborWriter()
                .array(records, (writer, record) -> writer.bytes(record.encoded()))
                .toBytes();
    }

    /// This log with one more entry.
    public OrgLog append(LogEntry.Linked entry, SigningKey key) {
        List<SignedRecord> longer = new ArrayList<>(records);
        longer.add(entry.sign(key));
        return new OrgLog(longer);
    }

    public SignedRecord inception() {
        return records.getFirst();
    }

    /// Whether `other` is this log with nothing or something added. If neither log extends the other, the organisation
    /// has signed two histories.
    public boolean extendedBy(OrgLog other) {
        return other.records.size() >= records.size()
                && other.records.subList(0, records.size()).equals(records);
    }

    /// Checks every link and signature and returns what holds at the head.
    ///
    /// @throws MalformedException when the log does not hold; its offset is the number of the entry at fault
    public OrgState replay() {
        OrgState state = Replay.begin(records.getFirst());
        for (int i = 1; i < records.size(); i++) {
            state = Replay.next(state, records.get(i));
        }
        return state;
    }
}
