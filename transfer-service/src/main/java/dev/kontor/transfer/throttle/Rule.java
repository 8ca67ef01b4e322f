package dev.kontor.transfer.throttle;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One rule of a schedule: `mon-fri 08:00-18:00 20MB/s`. Days and times may be left out. A window that ends
/// before it begins is one over midnight, and belongs to the day on which it begins.
///
/// @param from minute of the day
/// @param to minute of the day, exclusive; 1440 is midnight
record Rule(Set<DayOfWeek> days, int from, int to, ByteRate rate) {
    static final int DAY = 24 * 60;

    private static final Pattern TEXT =
            Pattern.compile("(?:([a-z]{3}(?:[-,][a-z]{3})*)\\s+)?(?:(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)\\s+)?(.+)");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    Rule {
        days = Set.copyOf(days);
    }

    static Rule parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^otherwise\\s+", "");
        Matcher matcher = TEXT.matcher(lower);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("an empty rule; one is such as mon-fri 08:00-18:00 20MB/s");
        }
        Set<DayOfWeek> days = matcher.group(1) == null ? EnumSet.allOf(DayOfWeek.class) : days(matcher.group(1));
        int from = matcher.group(2) == null ? 0 : minute(matcher.group(2));
        int to = matcher.group(3) == null ? DAY : minute(matcher.group(3));
        if (from == to || from == DAY) {
            throw new IllegalArgumentException(
                    "the window in '" + text.strip() + "' is empty; the whole day is 00:00-24:00");
        }
        return new Rule(days, from, to, ByteRate.parse(matcher.group(4)));
    }

    private static int minute(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time of day; one is from 00:00 to 24:00");
        }
        return matcher.group(1) == null
                ? DAY
                : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            DayOfWeek last = day(ends[ends.length - 1]);
            for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no day; one is mon, tue … sun"));
    }

    boolean covers(LocalDateTime moment) {
        int minute = moment.getHour() * 60 + moment.getMinute();
        DayOfWeek day = moment.getDayOfWeek();
        return from < to
                ? days.contains(day) && minute >= from && minute < to
                : (days.contains(day) && minute >= from) || (days.contains(day.minus(1)) && minute < to);
    }
}
