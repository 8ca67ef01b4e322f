package dev.kontor.discovery.message;

import java.util.random.RandomGenerator;

/// Ties a reply to its request. Eight random bytes, so that only who saw the request can answer it.
public record TransactionId(long value) {
    public static TransactionId random(RandomGenerator random) {
        return new TransactionId(random.nextLong());
    }

    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
