package dev.kontor.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.meter.Machine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SheetTest {
    private static Sheet sheet(boolean judged) {
        return new Sheet("one", judged)
                .line(Line.of("one", "Kontor", 1L << 30, new Below.Took(2, 3, 100))
                        .with("pieces", 5));
    }

    @Test
    void saysInWordsThatABarIsMissed() {
        Result result = sheet(true).atLeast("speed", 53.9, 54, "MB/s").result("");
        assertTrue(result.failed());
        assertTrue(result.text().contains("bar: speed: 53.90 MB/s, must be ≥ 54 MB/s: MISSED"), result.text());
    }

    @Test
    void saysThatABarHolds() {
        Result result = sheet(true).atMost("errors", 0, 0, "").result("");
        assertFalse(result.failed());
        assertTrue(result.text().contains("bar: errors: 0, must be ≤ 0: holds"), result.text());
    }

    @Test
    void judgesNothingWhenLittleWasMeasured() {
        assertFalse(sheet(false).atLeast("speed", 1, 54, "MB/s").result("").failed());
    }

    @Test
    void becomesAListOfLinesWithTheirOwnFields() throws IOException {
        Result missed = sheet(true).atLeast("speed", 1, 54, "MB/s").result("");
        Report report = new Report(
                "transfer",
                "",
                "",
                "",
                Machine.here(),
                List.of(),
                List.of(),
                List.of(missed, Result.failure("two", "it is not there")));
        JsonNode list = new ObjectMapper().readTree(report.toList());
        assertEquals(3, list.size());
        assertEquals("one", list.get(0).path("scenario").asText());
        assertEquals(536.87, list.get(0).path("mbPerSecond").asDouble(), 0.01);
        assertEquals(3, list.get(0).path("cpuSecondsPerGiB").asDouble());
        assertEquals(100, list.get(0).path("peakRssMiB").asDouble());
        assertEquals(5, list.get(0).path("pieces").asInt());
        assertFalse(list.get(0).has("more"));
        assertFalse(list.get(1).path("holds").asBoolean(true));
        assertEquals("it is not there", list.get(2).path("failed").asText());
        assertEquals(list, new ObjectMapper().readTree(report.toJson()).path("results"));
    }
}
