package dev.kontor.discovery.routing;

import java.time.Instant;
import java.util.List;

/// A bucket as people look at it: how many leading bits its contacts share with us, and who they are.
public record BucketView(int prefix, Instant touchedAt, List<Row> contacts) {
    /// One contact with how it behaves.
    public record Row(Contact contact, Instant heardAt, RoundTrip roundTrip, int silences) {}

    static BucketView of(int prefix, Bucket bucket) {
        List<Row> rows = bucket.entries().stream()
                .map(entry -> new Row(entry.contact(), entry.heardAt(), entry.roundTrip(), entry.silences()))
                .toList();
        return new BucketView(prefix, bucket.touchedAt(), rows);
    }
}
