package dev.kontor.transfer.throttle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bytes a second: `unlimited`, `0`, or a number with its unit such as `20MB/s`.
///
/// @param bytesPerSecond [#UNLIMITED] for no limit
public record ByteRate(long bytesPerSecond) {
    // Our choice: a piece has up to a megabyte and is asked for whole, so that slower ones would move in jerks.
    static final long SLOWEST = 16_000;
    static final long FASTEST = 1_000_000_000_000L;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    public static final ByteRate UNLIMITED = new ByteRate(NO_LIMIT);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s?([a-z]{1,3})/s");
    private static final Map<String, Long> UNITS = units();

    public ByteRate {
        boolean fits = bytesPerSecond >= SLOWEST && bytesPerSecond <= FASTEST;
        if (bytesPerSecond != 0 && bytesPerSecond != NO_LIMIT && !fits) {
            throw new IllegalArgumentException(
                    "a rate is 0, unlimited, or from 16kB/s to 1000GB/s, not " + bytesPerSecond + " B/s");
        }
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("gb", 1_000_000_000L);
        units.put("mb", 1_000_000L);
        units.put("kb", 1_000L);
        units.put("gib", 1L << 30);
        units.put("mib", 1L << 20);
        units.put("kib", 1L << 10);
        units.put("b", 1L);
        return units;
    }

    /// Reads a rate.
    ///
    /// @throws IllegalArgumentException when it is no rate, with what would be one
    public static ByteRate parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("unlimited")) {
            return UNLIMITED;
        }
        if (lower.equals("0")) {
            return new ByteRate(0);
        }
        Matcher matcher = TEXT.matcher(lower);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'" + text.strip() + "' is no rate; one is such as 20MB/s, 500kB/s, 2MiB/s, 0 or unlimited");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(FASTEST)) > 0) {
            throw new IllegalArgumentException("'" + text.strip() + "' is more than 1000GB/s; say unlimited");
        }
        return new ByteRate(bytes.longValue());
    }

    public boolean unlimited() {
        return bytesPerSecond == NO_LIMIT;
    }

    /// As people write it; [#parse] takes it back.
    @Override
    public String toString() {
        if (unlimited()) {
            return "unlimited";
        }
        if (bytesPerSecond == 0) {
            return "0";
        }
        return UNITS.entrySet().stream()
                .flatMap(unit -> in(unit.getKey(), unit.getValue()).stream())
                .min(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /// In that unit, when that says it exactly.
    private Optional<String> in(String unit, long size) {
        BigDecimal bytes = BigDecimal.valueOf(bytesPerSecond);
        BigDecimal number = bytes.divide(BigDecimal.valueOf(size), 3, RoundingMode.DOWN);
        boolean exact = number.multiply(BigDecimal.valueOf(size)).compareTo(bytes) == 0;
        return exact && number.compareTo(BigDecimal.ONE) >= 0
                ? Optional.of(number.stripTrailingZeros().toPlainString() + name(unit) + "/s")
                : Optional.empty();
    }

    private static String name(String unit) {
        return switch (unit) {
            case "kb" -> "kB";
            case "gib" -> "GiB";
            case "mib" -> "MiB";
            case "kib" -> "KiB";
            default -> unit.toUpperCase(Locale.ROOT);
        };
    }
}
