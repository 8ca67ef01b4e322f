package dev.kontor.discovery.simulation;

import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.store.Checked;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.discovery.store.RecordCheck;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Records whose signature is a keyed hash: `key || publisher || sequence || expiry || filler || seal`. Only the
/// simulation knows the secret, so a node can replay a record but neither make nor change one, as with Ed25519 at a
/// hundredth of the cost.
public final class SealedRecords implements RecordCheck {
    private static final int HEAD = 32 + 32 + 8 + 8;
    private static final int SEAL = Sha256.SIZE;

    private final Bytes secret;

    public SealedRecords(long seed) {
        this.secret = Bytes.of(ByteBuffer.allocate(8).putLong(seed).array());
    }

    public KeptRecord issue(Key key, Bytes publisher, long sequence, Instant expiresAt, int size) {
        Bytes body = body(key, publisher, sequence, expiresAt, size);
        return new KeptRecord(key, publisher, sequence, expiresAt, Bytes.concat(body, seal(body)));
    }

    /// A record that looks like one of this publisher and is none.
    static Bytes forge(Key key, Bytes publisher, long sequence, Instant expiresAt) {
        return Bytes.concat(body(key, publisher, sequence, expiresAt, 300), Bytes.of(new byte[SEAL]));
    }

    private static Bytes body(Key key, Bytes publisher, long sequence, Instant expiresAt, int size) {
        ByteBuffer body = ByteBuffer.allocate(Math.max(size - SEAL, HEAD));
        body.put(key.bytes().toArray()).put(publisher.toArray()).putLong(sequence);
        body.putLong(expiresAt.getEpochSecond());
        return Bytes.of(body.array());
    }

    private Bytes seal(Bytes body) {
        return Sha256.digest(secret, body);
    }

    @Override
    public Checked check(Key key, Bytes signed, Instant now) {
        if (signed.size() < HEAD + SEAL || !Key.of(signed.slice(0, 32)).equals(key)) {
            return new Checked.False("another key");
        }
        int end = signed.size() - SEAL;
        if (!seal(signed.slice(0, end)).equals(signed.slice(end, SEAL))) {
            return new Checked.False("not sealed by its publisher");
        }
        ByteBuffer numbers = signed.slice(64, 16).toBuffer();
        long sequence = numbers.getLong();
        Instant expiresAt = Instant.ofEpochSecond(numbers.getLong());
        return expiresAt.isAfter(now)
                ? new Checked.Genuine(new KeptRecord(key, signed.slice(32, 32), sequence, expiresAt, signed))
                : new Checked.False("expired");
    }
}
