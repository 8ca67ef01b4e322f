package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Records as a reader sees them: checked again whoever sent them, and never older than what was seen before. The same
/// record comes from many nodes at once, so verdicts on the last ones are remembered.
public final class RecordReader {
    private static final int REMEMBERED = 256;

    private record Question(Key key, Bytes signed) {}

    private final RecordStore store;
    private final SequenceMemory memory;
    private final RecordCheck check;
    private final LinkedHashMap<Question, KeptRecord> genuine = new LinkedHashMap<>();

    public RecordReader(RecordStore store, SequenceMemory memory, RecordCheck check) {
        this.store = store;
        this.memory = memory;
        this.check = check;
    }

    public List<KeptRecord> own(Key key, Instant now) {
        return store.find(key, null, now);
    }

    public Checked read(Key key, Bytes signed, Instant now) {
        Question question = new Question(key, signed);
        KeptRecord known = genuine.get(question);
        if (known != null && known.expiresAt().isAfter(now)) {
            return new Checked.Genuine(known);
        }
        Checked checked = check.check(key, signed, now);
        if (checked instanceof Checked.Genuine(KeptRecord record)) {
            genuine.put(question, record);
            if (genuine.size() > REMEMBERED) {
                genuine.pollFirstEntry();
            }
        }
        return checked;
    }

    public boolean isNewest(KeptRecord record) {
        return memory.admits(record);
    }

    public Optional<Bytes> publisherOf(Key key, Bytes signed, Instant now) {
        return read(key, signed, now) instanceof Checked.Genuine(KeptRecord record)
                ? Optional.of(record.publisher())
                : Optional.empty();
    }
}
