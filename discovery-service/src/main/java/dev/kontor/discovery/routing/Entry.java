package dev.kontor.discovery.routing;

import dev.kontor.wire.bytes.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A contact in the table with what we know of its behaviour. Mutable, owned by one bucket.
final class Entry {
    private final Contact contact;
    private RoundTrip roundTrip = RoundTrip.UNKNOWN;
    private Instant heardAt;
    private int silences;
    private @Nullable Bytes token;
    private @Nullable Instant tokenAt;

    Entry(Contact contact, Instant heardAt) {
        this.contact = contact;
        this.heardAt = heardAt;
    }

    Contact contact() {
        return contact;
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    Instant heardAt() {
        return heardAt;
    }

    int silences() {
        return silences;
    }

    void onAnswer(Sample sample, Instant now) {
        roundTrip = roundTrip.equals(RoundTrip.UNKNOWN)
                ? RoundTrip.first(sample.roundTrip())
                : roundTrip.after(sample.roundTrip());
        heardAt = now;
        silences = 0;
        if (sample.token() != null) {
            token = sample.token();
            tokenAt = now;
        }
    }

    void onSilence() {
        silences++;
    }

    @Nullable
    Bytes tokenSince(Instant oldest) {
        return tokenAt == null || tokenAt.isBefore(oldest) ? null : token;
    }
}
