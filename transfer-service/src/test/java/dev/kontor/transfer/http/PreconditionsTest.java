package dev.kontor.transfer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.transfer.http.Preconditions.Failed;
import dev.kontor.transfer.http.Preconditions.NotModified;
import dev.kontor.transfer.http.Preconditions.Outcome;
import dev.kontor.transfer.http.Preconditions.Proceed;
import dev.kontor.transfer.http.Preconditions.Representation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Representation CURRENT =
            new Representation(EntityTag.strong("abc"), Optional.of(MODIFIED), 100);
    private static final Outcome WHOLE = new Proceed(new RangeSelection.Whole());
    private static final Outcome FIRST_TEN = new Proceed(new RangeSelection.Partial(List.of(new ByteRange(0, 9))));

    private static Outcome get(Map<String, String> headers) {
        return Preconditions.evaluate(false, name -> Optional.ofNullable(headers.get(name)), CURRENT, NOW);
    }

    @Test
    void answersAllOfItWithoutConditions() {
        assertEquals(WHOLE, get(Map.of()));
    }

    @Test
    void knowsAClientsCopyByItsTag() {
        assertEquals(new NotModified(), get(Map.of("If-None-Match", "\"abc\"")));
        assertEquals(new NotModified(), get(Map.of("If-None-Match", "\"x\", W/\"abc\"")));
        assertEquals(new NotModified(), get(Map.of("If-None-Match", "*")));
        assertEquals(WHOLE, get(Map.of("If-None-Match", "\"x\"")));
    }

    @Test
    void aTagOutweighsADate() {
        assertEquals(
                WHOLE, get(Map.of("If-None-Match", "\"x\"", "If-Modified-Since", "Sun, 01 Mar 2026 12:00:00 GMT")));
        assertEquals(WHOLE, get(Map.of("If-Match", "\"abc\"", "If-Unmodified-Since", "Sun, 01 Feb 2026 12:00:00 GMT")));
    }

    @Test
    void knowsAClientsCopyByItsDateInAllThreeForms() {
        assertEquals(new NotModified(), get(Map.of("If-Modified-Since", "Sun, 01 Mar 2026 12:00:00 GMT")));
        assertEquals(new NotModified(), get(Map.of("If-Modified-Since", "Sunday, 01-Mar-26 12:00:00 GMT")));
        assertEquals(new NotModified(), get(Map.of("If-Modified-Since", "Sun Mar  1 12:00:00 2026")));
        assertEquals(WHOLE, get(Map.of("If-Modified-Since", "Sun, 01 Mar 2026 11:59:59 GMT")));
        assertEquals(WHOLE, get(Map.of("If-Modified-Since", "yesterday")));
    }

    @Test
    void failsWhenAnotherVersionIsDemanded() {
        assertEquals(new Failed(), get(Map.of("If-Match", "\"x\"")));
        assertEquals(new Failed(), get(Map.of("If-Match", "W/\"abc\"")));
        assertEquals(WHOLE, get(Map.of("If-Match", "*")));
        assertEquals(new Failed(), get(Map.of("If-Unmodified-Since", "Sun, 01 Mar 2026 11:59:59 GMT")));
        assertEquals(WHOLE, get(Map.of("If-Unmodified-Since", "Sun, 01 Mar 2026 12:00:00 GMT")));
    }

    @Test
    void resumesOnlyTheVersionThatTheClientHasPartsOf() {
        assertEquals(FIRST_TEN, get(Map.of("Range", "bytes=0-9")));
        assertEquals(FIRST_TEN, get(Map.of("Range", "bytes=0-9", "If-Range", "\"abc\"")));
        assertEquals(WHOLE, get(Map.of("Range", "bytes=0-9", "If-Range", "\"x\"")));
        assertEquals(WHOLE, get(Map.of("Range", "bytes=0-9", "If-Range", "W/\"abc\"")));
        assertEquals(FIRST_TEN, get(Map.of("Range", "bytes=0-9", "If-Range", "Sun, 01 Mar 2026 12:00:00 GMT")));
        assertEquals(WHOLE, get(Map.of("Range", "bytes=0-9", "If-Range", "Sun, 01 Mar 2026 12:00:01 GMT")));
        assertEquals(WHOLE, get(Map.of("Range", "bytes=0-9", "If-Range", "no date")));
    }

    @Test
    void headHasNoRanges() {
        Map<String, String> headers = Map.of("Range", "bytes=0-9");
        assertEquals(WHOLE, Preconditions.evaluate(true, name -> Optional.ofNullable(headers.get(name)), CURRENT, NOW));
    }

    @Test
    void conditionsComeBeforeRanges() {
        assertEquals(new NotModified(), get(Map.of("Range", "bytes=0-9", "If-None-Match", "\"abc\"")));
        assertEquals(new Failed(), get(Map.of("Range", "bytes=0-9", "If-Match", "\"x\"")));
    }
}
