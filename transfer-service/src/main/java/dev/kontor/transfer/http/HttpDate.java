package dev.kontor.transfer.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates of HTTP (RFC 9110 §5.6.7): written as IMF-fixdate, read in that form and the two obsolete ones.
public final class HttpDate {
    private static final DateTimeFormatter FIXDATE = formatter("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final List<DateTimeFormatter> READ =
            List.of(FIXDATE, formatter("EEEE, dd-MMM-yy HH:mm:ss 'GMT'"), formatter("EEE MMM ppd HH:mm:ss yyyy"));

    private HttpDate() {}

    public static String format(Instant instant) {
        return FIXDATE.format(instant);
    }

    /// The time, or empty: a date in no form at all is ignored, as §13.1.3 asks.
    public static Optional<Instant> parse(String text) {
        return READ.stream()
                .flatMap(format -> parse(format, text.strip()).stream())
                .findFirst();
    }

    private static Optional<Instant> parse(DateTimeFormatter format, String text) {
        try {
            return Optional.of(format.parse(text, Instant::from));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
