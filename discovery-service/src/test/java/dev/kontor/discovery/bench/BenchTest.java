package dev.kontor.discovery.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.bench.flood.Flood;
import dev.kontor.discovery.bench.packets.Packets;
import dev.kontor.discovery.bench.report.Progress;
import dev.kontor.discovery.bench.report.Row;
import dev.kontor.discovery.bench.report.Rows;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every scenario with little, to see that it works; what it measures is not looked at.
class BenchTest {
    private static final int SECONDS = 2;
    private static final int RECORDS = 50;

    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    private final Progress quiet = new Progress(nowhere);

    @Test
    void aNodeAnswersEveryKindOfQuestion() throws Exception {
        List<Row> rows = new Packets(new Packets.Extent(1, 4, RECORDS), quiet).run();
        assertEquals(4, rows.size());
        rows.forEach(row -> assertTrue(row.number("answered") > 0, () -> Rows.table(rows)));
        assertEquals(RECORDS, rows.getLast().number("answered"), () -> Rows.table(rows));
    }

    @Test
    void aNodeAnswersHonestPeersUnderAFlood() throws Exception {
        List<Row> rows = new Flood(new Flood.Extent(SECONDS, 4_000), quiet).run();
        Row row = rows.getFirst();
        assertTrue(row.number("answeredDuring") > 0, () -> Rows.table(rows));
        assertTrue(row.number("dropped malformed") > 0, () -> Rows.table(rows));
    }

    @Test
    void refusesACommandThatItDoesNotUnderstand() {
        assertEquals(2, run("--scenario", "nothing"));
        assertEquals(2, run("--seconds", "0"));
        assertEquals(2, run("-o", "xml"));
        assertEquals(2, run("--nodes", "7"));
    }

    private int run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = Bench.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8), nowhere);
        assertEquals(0, out.size());
        return exit;
    }
}
