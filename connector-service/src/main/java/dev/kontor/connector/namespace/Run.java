package dev.kontor.connector.namespace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One finished poll.
///
/// @param reason why it failed, from a closed set of words
/// @param detail the same for a person: what the source did and what would be right
/// @param snapshotId the namespace's snapshot after this poll; the last good one when nothing changed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String snapshotId,
        @Nullable Long sequence,
        long entries,
        long bytes,
        long newPieces) {

    /// How a poll ended.
    public enum Outcome {
        /// A new snapshot stands.
        PUBLISHED,
        /// The source has what it had; the last snapshot stands.
        UNCHANGED,
        /// Nothing was published; the last good snapshot stands.
        FAILED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public static Run failed(Instant startedAt, Instant endedAt, String reason, String detail) {
        return new Run(startedAt, endedAt, Outcome.FAILED, reason, detail, null, null, 0, 0, 0);
    }
}
