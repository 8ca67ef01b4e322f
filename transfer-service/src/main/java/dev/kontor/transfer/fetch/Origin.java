package dev.kontor.transfer.fetch;

import java.time.Instant;
import java.util.Optional;

/// What a partner last said about a namespace.
///
/// @param askedAt when it said it
/// @param highest the highest sequence that was ever seen
/// @param refused its refusal, if that was its last word: then no copy is served either
record Origin(Instant askedAt, long highest, Optional<Answer.Refused> refused) {
    static final Origin UNKNOWN = new Origin(Instant.EPOCH, 0, Optional.empty());

    static Origin of(OriginRow row) {
        Optional<Answer.Refused> refused = row.deniedRule == null
                ? Optional.empty()
                : Optional.of(new Answer.Refused(row.deniedRule, row.deniedDetail == null ? "" : row.deniedDetail));
        return new Origin(row.askedAt, row.highest, refused);
    }

    Origin confirmed(Instant now, long sequence) {
        return new Origin(now, Math.max(highest, sequence), Optional.empty());
    }

    Origin seen(long sequence) {
        return new Origin(askedAt, Math.max(highest, sequence), refused);
    }

    Origin refused(Instant now, Answer.Refused why) {
        return new Origin(now, highest, Optional.of(why));
    }
}
