package dev.kontor.transfer.throttle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// How fast bytes may move, and when: rules that are separated by semicolons, such as `mon-fri 08:00-18:00
/// 20MB/s; 22:00-06:00 unlimited; otherwise 100MB/s`. The first rule that covers a moment holds; where none
/// does there is no limit. Times are those of a named zone, so that they follow its summer time.
///
/// @param text as it was written
public record Schedule(ZoneId zone, String text, List<Rule> rules) {
    // Our choice.
    private static final int MAX_RULES = 16;
    private static final int MAX_TEXT = 512;
    private static final int LOOK_DAYS = 8;

    public static final Schedule UNLIMITED = parse("unlimited", ZoneId.of("UTC"));

    public Schedule {
        rules = List.copyOf(rules);
    }

    /// What may move at a moment.
    ///
    /// @param until when another rate begins; empty when none does within a week
    public record Allowance(ByteRate rate, Optional<Instant> until) {}

    /// Reads a schedule.
    ///
    /// @throws IllegalArgumentException when it is no schedule, with what would be right
    public static Schedule parse(String text, ZoneId zone) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a schedule has at most " + MAX_TEXT + " characters");
        }
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(";", -1)) {
            rules.add(Rule.parse(rule));
        }
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a schedule has at most " + MAX_RULES + " rules");
        }
        return new Schedule(zone, text.strip(), rules);
    }

    public Allowance at(Instant now) {
        ByteRate rate = rate(now);
        return new Allowance(rate, next(now, rate));
    }

    private ByteRate rate(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        return rules.stream()
                .filter(rule -> rule.covers(local.toLocalDateTime()))
                .findFirst()
                .map(Rule::rate)
                .orElse(ByteRate.UNLIMITED);
    }

    private Optional<Instant> next(Instant now, ByteRate rate) {
        LocalDate today = now.atZone(zone).toLocalDate();
        TreeSet<Instant> edges = new TreeSet<>();
        for (int day = 0; day <= LOOK_DAYS; day++) {
            ZonedDateTime midnight = today.plusDays(day).atStartOfDay(zone);
            edges.add(midnight.toInstant());
            for (Rule rule : rules) {
                edges.add(at(today.plusDays(day), rule.from()));
                edges.add(at(today.plusDays(day), rule.to()));
            }
        }
        // Where the clocks are changed, a window may begin although its hour is left out.
        Optional.ofNullable(zone.getRules().nextTransition(now))
                .map(ZoneOffsetTransition::getInstant)
                .ifPresent(edges::add);
        return edges.tailSet(now, false).stream()
                .filter(edge -> !rate(edge).equals(rate))
                .findFirst();
    }

    private Instant at(LocalDate day, int minute) {
        LocalDate date = minute == Rule.DAY ? day.plusDays(1) : day;
        return date.atTime(minute % Rule.DAY / 60, minute % 60).atZone(zone).toInstant();
    }
}
