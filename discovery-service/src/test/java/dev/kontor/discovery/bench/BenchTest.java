package dev.kontor.discovery.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.bench.cluster.Cluster;
import dev.kontor.discovery.bench.cluster.Extent;
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
import java.util.Map;
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
        assertTrue(row.number("droppedMalformed") > 0, () -> Rows.table(rows));
    }

    @Test
    void nodesFindWhatOthersHavePut() throws Exception {
        List<Row> rows = new Cluster(new Extent(20, 10, 30, 0), quiet).runAlone();
        assertEquals(1.0, rows.getFirst().number("putSuccess"), () -> Rows.table(rows));
        assertEquals(1.0, rows.getFirst().number("getSuccess"), () -> Rows.table(rows));
    }

    @Test
    void saysWhoDidNotTakePartAndWhatWasMissed() {
        List<Row> rows = List.of(
                new Row("cluster", "kontor", Map.of("nodes", 3)).must(false, "the \"bar\""),
                Row.absent("cluster", "other", "not to be had"));
        String table = Rows.table(rows);
        assertTrue(table.contains("kontor missed: the \"bar\""), table);
        assertTrue(table.contains("other did not take part: not to be had"), table);
        assertEquals(
                "[{\"scenario\":\"cluster\",\"peer\":\"kontor\",\"nodes\":3,\"reached\":false,"
                        + "\"missed\":[\"the \\\"bar\\\"\"]},"
                        + "{\"scenario\":\"cluster\",\"peer\":\"other\",\"absent\":\"not to be had\"}]",
                Rows.json(rows));
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
