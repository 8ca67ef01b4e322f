package dev.kontor.discovery.store;

import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Records without cryptography for tests of the engine: `key || publisher || sequence || expiry || filler`. The check
/// holds for every record that names the key it lies under and has not expired.
public final class PlainRecords implements RecordCheck {
    private static final int HEAD = 32 + 32 + 8 + 8;

    public static KeptRecord record(Key key, Bytes publisher, long sequence, Instant expiresAt, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(size, HEAD));
        bytes.put(key.bytes().toArray()).put(publisher.toArray()).putLong(sequence);
        bytes.putLong(expiresAt.getEpochSecond());
        return new KeptRecord(key, publisher, sequence, expiresAt, Bytes.of(bytes.array()));
    }

    @Override
    public Checked check(Key key, Bytes signed, Instant now) {
        if (signed.size() < HEAD || !Key.of(signed.slice(0, 32)).equals(key)) {
            return new Checked.False("another key");
        }
        Bytes publisher = signed.slice(32, 32);
        ByteBuffer numbers = signed.slice(64, 16).toBuffer();
        long sequence = numbers.getLong();
        Instant expiresAt = Instant.ofEpochSecond(numbers.getLong());
        return expiresAt.isAfter(now)
                ? new Checked.Genuine(new KeptRecord(key, publisher, sequence, expiresAt, signed))
                : new Checked.False("expired");
    }
}
