package dev.kontor.transfer.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which bytes of a representation the `Range` field selects (RFC 9110 §14.2).
///
/// A field that is malformed, in another unit, or asks for more ranges than [#MAX_RANGES] is ignored, as the
/// specification allows: the answer is the whole. Overlapping or adjacent ranges are joined, so that no request can
/// make us send a byte twice.
public sealed interface RangeSelection {
    /// Our choice: nobody reads a document in more pieces than this, but attackers ask for thousands.
    int MAX_RANGES = 16;

    /// Answer 200 with everything.
    record Whole() implements RangeSelection {}

    /// Answer 206 with these ranges, in the order in which they were asked for.
    record Partial(List<ByteRange> ranges) implements RangeSelection {
        public Partial {
            ranges = List.copyOf(ranges);
        }
    }

    /// Answer 416: none of the ranges lies within the representation.
    record Unsatisfiable() implements RangeSelection {}

    /// Reads the field for a representation of this size.
    ///
    /// @param field the value of `Range`
    /// @param size the representation's size in bytes
    static RangeSelection parse(String field, long size) {
        int equals = field.indexOf('=');
        if (equals < 0 || !field.substring(0, equals).strip().equalsIgnoreCase("bytes")) {
            return new Whole();
        }
        String[] specs = field.substring(equals + 1).split(",", -1);
        if (specs.length > MAX_RANGES) {
            return new Whole();
        }
        List<ByteRange> ranges = new ArrayList<>();
        for (String spec : specs) {
            Optional<Spec> parsed = Spec.parse(spec.strip());
            if (parsed.isEmpty()) {
                return new Whole();
            }
            parsed.get().within(size).ifPresent(ranges::add);
        }
        return ranges.isEmpty() ? new Unsatisfiable() : new Partial(joined(ranges));
    }

    private static List<ByteRange> joined(List<ByteRange> ranges) {
        List<ByteRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(ByteRange::first));
        List<ByteRange> joined = new ArrayList<>();
        for (ByteRange range : sorted) {
            if (!joined.isEmpty() && joined.getLast().touches(range)) {
                joined.set(joined.size() - 1, joined.getLast().join(range));
            } else {
                joined.add(range);
            }
        }
        return joined.size() == ranges.size() ? ranges : joined;
    }

    /// `first-last`, `first-` or `-suffix`; -1 where a number is absent.
    record Spec(long first, long last) {
        private static final int MAX_DIGITS = 18;

        static Optional<Spec> parse(String text) {
            int dash = text.indexOf('-');
            if (dash < 0) {
                return Optional.empty();
            }
            long first = number(text.substring(0, dash));
            long last = number(text.substring(dash + 1));
            boolean malformed = first == -2 || last == -2 || (first == -1 && last == -1) || (last >= 0 && first > last);
            return malformed ? Optional.empty() : Optional.of(new Spec(first, last));
        }

        /// -1 for the empty text, -2 for what is no number.
        private static long number(String digits) {
            if (digits.isEmpty()) {
                return -1;
            }
            boolean allDigits = digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return allDigits && digits.length() <= MAX_DIGITS ? Long.parseLong(digits) : -2;
        }

        Optional<ByteRange> within(long size) {
            if (size == 0) {
                return Optional.empty();
            }
            if (first == -1) {
                return last == 0 ? Optional.empty() : Optional.of(new ByteRange(Math.max(0, size - last), size - 1));
            }
            if (first >= size) {
                return Optional.empty();
            }
            return Optional.of(new ByteRange(first, last == -1 ? size - 1 : Math.min(last, size - 1)));
        }
    }
}
