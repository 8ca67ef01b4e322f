package dev.kontor.cli.address;

import dev.kontor.cli.exit.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans and moments as people type them.
public final class Times {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    private Times() {}

    /// `30s`, `15m`, `2h`, `1d`.
    public static Duration span(String text, String option) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw Failure.usage(option + ": '" + text + "' is no span of time. Examples: 30s, 15m, 2h, 1d.");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /// When something begins: a day (its beginning, in the reader's time zone), a moment with its offset, or a span
    /// from now.
    public static Instant from(String text, String option, Instant now, ZoneId zone) {
        return moment(text, option, now, day -> day.atStartOfDay(zone).toInstant())
                .orElseThrow(
                        () -> Failure.usage(
                                option + ": '" + text
                                        + "' is no moment. Examples: 2026-12-31 (from the start of that day), 2026-12-31T18:00:00Z, 30d."));
    }

    /// When something ends: a day (its end, in the reader's time zone), a moment with its offset, or a span from now.
    public static Instant until(String text, String option, Instant now, ZoneId zone) {
        return moment(
                        text,
                        option,
                        now,
                        day -> day.plusDays(1).atStartOfDay(zone).toInstant())
                .orElseThrow(() -> Failure.usage(option + ": '" + text
                        + "' is no moment. Examples: 2026-12-31 (to the end of that day), 2026-12-31T18:00:00Z, 30d."));
    }

    private static Optional<Instant> moment(
            String text, String option, Instant now, Function<LocalDate, Instant> ofDay) {
        try {
            if (SPAN.matcher(text).matches()) {
                return Optional.of(now.plus(span(text, option)));
            }
            return Optional.of(
                    text.contains("T") ? OffsetDateTime.parse(text).toInstant() : ofDay.apply(LocalDate.parse(text)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
