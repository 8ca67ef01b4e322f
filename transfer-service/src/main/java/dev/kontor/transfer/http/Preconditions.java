package dev.kontor.transfer.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Evaluates the conditional and range fields of a `GET` or `HEAD` in the order of RFC 9110 §13.2.2.
public final class Preconditions {
    /// A Last-Modified is a strong validator only when it lies this far in the past (RFC 9110 §8.8.2.2).
    private static final Duration STRONG_DATE_AGE = Duration.ofSeconds(60);

    private Preconditions() {}

    /// What to answer.
    public sealed interface Outcome {}

    /// 200, 206 or 416, as the selection says.
    public record Proceed(RangeSelection selection) implements Outcome {}

    /// 304.
    public record NotModified() implements Outcome {}

    /// 412.
    public record Failed() implements Outcome {}

    /// The current representation.
    ///
    /// @param lastModified with a precision of one second, when known
    /// @param size in bytes; negative when ranges are not offered for it
    public record Representation(EntityTag tag, Optional<Instant> lastModified, long size) {}

    public static Outcome evaluate(boolean head, RequestHeaders headers, Representation current, Instant now) {
        if (!ifMatchHolds(headers, current) || !unmodified(headers, current)) {
            return new Failed();
        }
        if (notModified(headers, current)) {
            return new NotModified();
        }
        Optional<String> range = headers.value("Range");
        // Range is defined for GET only (RFC 9110 §14.2).
        if (head || range.isEmpty() || current.size() < 0 || !ifRangeHolds(headers, current, now)) {
            return new Proceed(new RangeSelection.Whole());
        }
        return new Proceed(RangeSelection.parse(range.get(), current.size()));
    }

    private static boolean ifMatchHolds(RequestHeaders headers, Representation current) {
        Optional<String> field = headers.value("If-Match");
        return field.isEmpty()
                || isAny(field.get())
                || EntityTag.parseList(field.get()).stream().anyMatch(tag -> tag.matchesStrongly(current.tag()));
    }

    private static boolean unmodified(RequestHeaders headers, Representation current) {
        if (headers.value("If-Match").isPresent()) {
            return true;
        }
        Optional<Instant> since = headers.value("If-Unmodified-Since").flatMap(HttpDate::parse);
        return since.isEmpty()
                || current.lastModified()
                        .map(modified -> !modified.isAfter(since.get()))
                        .orElse(true);
    }

    private static boolean notModified(RequestHeaders headers, Representation current) {
        Optional<String> tags = headers.value("If-None-Match");
        if (tags.isPresent()) {
            return isAny(tags.get())
                    || EntityTag.parseList(tags.get()).stream().anyMatch(tag -> tag.matchesWeakly(current.tag()));
        }
        Optional<Instant> since = headers.value("If-Modified-Since").flatMap(HttpDate::parse);
        return since.isPresent()
                && current.lastModified()
                        .map(modified -> !modified.isAfter(since.get()))
                        .orElse(false);
    }

    private static boolean ifRangeHolds(RequestHeaders headers, Representation current, Instant now) {
        Optional<String> field = headers.value("If-Range");
        if (field.isEmpty()) {
            return true;
        }
        Optional<EntityTag> tag = EntityTag.parse(field.get());
        if (tag.isPresent()) {
            return tag.get().matchesStrongly(current.tag());
        }
        Optional<Instant> date = HttpDate.parse(field.get());
        return date.isPresent()
                && date.equals(current.lastModified())
                && date.get().plus(STRONG_DATE_AGE).isBefore(now);
    }

    private static boolean isAny(String field) {
        return field.strip().equals("*");
    }
}
