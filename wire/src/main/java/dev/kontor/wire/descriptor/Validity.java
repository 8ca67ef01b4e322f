package dev.kontor.wire.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a record holds, and which of two is newer.
///
/// @param sequence the higher wins
public record Validity(long sequence, Instant issuedAt, Instant expiresAt) {
    /// How far two sites' clocks may be apart.
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /// Longest time that a record may hold.
    public static final Duration MAX_LIFETIME = Duration.ofDays(7);

    public Validity {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        if (sequence < 0) {
            throw new IllegalArgumentException("negative sequence");
        }
        if (!expiresAt.isAfter(issuedAt) || expiresAt.isAfter(issuedAt.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("a record holds for 1 second to 7 days");
        }
    }

    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /// Whether the record claims to come from a future that clock skew does not explain.
    public boolean premature(Instant now) {
        return issuedAt.isAfter(now.plus(MAX_SKEW));
    }
}
