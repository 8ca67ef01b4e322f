package dev.kontor.transfer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.http.RangeSelection.Partial;
import dev.kontor.transfer.http.RangeSelection.Unsatisfiable;
import dev.kontor.transfer.http.RangeSelection.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSelectionTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-499, 0, 99",
        "bytes=10-, 10, 99",
        "bytes=-10, 90, 99",
        "bytes=-1000, 0, 99",
        "Bytes = 5-6, 5, 6",
        "bytes=99-, 99, 99"
    })
    void selectsOneRangeOfAHundredBytes(String field, long first, long last) {
        assertEquals(new Partial(List.of(new ByteRange(first, last))), RangeSelection.parse(field, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=1-2,x",
                "lines=1-2",
                "bytes=1--2",
                "bytes=0x1-2",
                "bytes=1234567890123456789-"
            })
    void ignoresWhatIsNoByteRange(String field) {
        assertEquals(new Whole(), RangeSelection.parse(field, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=500-600,700-"})
    void refusesWhatLiesBehindTheEnd(String field) {
        assertEquals(new Unsatisfiable(), RangeSelection.parse(field, 100));
    }

    @Test
    void nothingOfAnEmptyDocumentCanBeSelected() {
        assertEquals(new Unsatisfiable(), RangeSelection.parse("bytes=0-", 0));
        assertEquals(new Unsatisfiable(), RangeSelection.parse("bytes=-1", 0));
    }

    @Test
    void keepsTheOrderOfSeparateRangesAndJoinsOverlappingOnes() {
        assertEquals(
                new Partial(List.of(new ByteRange(50, 59), new ByteRange(0, 9))),
                RangeSelection.parse("bytes=50-59, 0-9", 100));
        assertEquals(
                new Partial(List.of(new ByteRange(0, 20), new ByteRange(50, 59))),
                RangeSelection.parse("bytes=50-59,10-20,0-12", 100));
    }

    @Test
    void ignoresHundredsOfRanges() {
        assertEquals(new Whole(), RangeSelection.parse("bytes=" + "0-0,2-2,".repeat(100) + "4-4", 100));
    }

    @Test
    void neverSelectsAByteTwiceNorOneThatIsNotThere() {
        Generator.check(2000, generator -> {
            long size = generator.between(0L, 50L);
            StringBuilder field = new StringBuilder("bytes=");
            for (int i = generator.between(1, 6); i > 0; i--) {
                String first = generator.chance(0.2) ? "" : Integer.toString(generator.below(60));
                String last = generator.chance(0.2) ? "" : Integer.toString(generator.below(60));
                field.append(first).append('-').append(last).append(i > 1 ? "," : "");
            }
            switch (RangeSelection.parse(field.toString(), size)) {
                case Whole _, Unsatisfiable _ -> {}
                case Partial(var ranges) -> {
                    long total = ranges.stream().mapToLong(ByteRange::length).sum();
                    assertTrue(total <= size, field + " of " + size + " gave " + ranges);
                    assertTrue(ranges.stream().allMatch(range -> range.last() < size), field + " gave " + ranges);
                }
            }
        });
    }

    @Test
    void writesContentRange() {
        Partial partial = assertInstanceOf(Partial.class, RangeSelection.parse("bytes=0-9", 100));
        assertEquals("bytes 0-9/100", partial.ranges().getFirst().contentRange(100));
    }
}
