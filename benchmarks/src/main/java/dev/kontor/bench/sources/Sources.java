package dev.kontor.bench.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.federation.Federation;
import dev.kontor.bench.federation.Member;
import dev.kontor.bench.federation.Sites;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One file from sites that let 20 MB/s out each: from its publisher alone, then with two partners who hold it and
/// may help, then with one of these two lying in every piece.
public final class Sources implements Scenario {
    private static final long LIMIT = 20_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    /// So that others know who has what.
    private static final Duration ANNOUNCED = Duration.ofSeconds(5);

    private static final double MB = 1e6;

    private final Sites sites;
    private long nextSeed = System.nanoTime();

    /// What is at work.
    private record Stand(Federation federation, LanSource source, long bytes) {
        Member acme() {
            return federation.acme();
        }

        List<Member> limited() {
            return Stream.concat(Stream.of(acme()), federation.helpers().stream())
                    .toList();
        }

        Member liar() {
            return federation.helpers().getLast();
        }
    }

    /// One move.
    ///
    /// @param sent megabytes that each of the limited sites let out
    private record Move(Below.Took took, List<Double> sent, JsonNode transfer) {}

    public Sources(Sites sites) {
        this.sites = sites;
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Sheet sheet = new Sheet(name(), !bench.quick());
        try (LanSource source = new LanSource()) {
            Stand stand = new Stand(sites.running(bench), source, bench.choose(512, 48) * (1L << 20));
            bench.say().accept("sources: one");
            Move one = move(stand, "none", false);
            bench.say().accept("sources: three");
            Move three = move(stand, "partners", false);
            bench.say().accept("sources: three, one of them lies");
            Move lied = move(stand, "partners", true);
            Table table = new Table("each limited to 20 MB/s", "MB/s", "CPU-s/GiB", "bad pieces", "MB from each");
            tell(sheet, table, stand, "Kontor, one source", one);
            double rate = tell(sheet, table, stand, "Kontor, three sources", three);
            tell(sheet, table, stand, "Kontor, three sources, one lies", lied);
            sheet.note("Every byte was right at the end, also with a liar among the sources.");
            sheet.atLeast("three sources of 20 MB/s", rate, 54, "MB/s");
            sheet.atLeast("bad pieces of the liar found", bad(lied), 1, "");
            return sheet.result(table);
        }
    }

    private double tell(Sheet sheet, Table table, Stand stand, String who, Move move) {
        Line line = Line.of(name(), who, stand.bytes(), move.took());
        sheet.line(line.with("badPieces", bad(move)).with("mbFromEachSite", move.sent()));
        table.row(who, line.mbPerSecond(), line.cpuSecondsPerGiB(), bad(move), move.sent());
        return stand.bytes() / MB / move.took().seconds();
    }

    private static int bad(Move move) {
        return move.transfer().path("badPieces").asInt();
    }

    private Move move(Stand stand, String helpers, boolean lying) throws IOException {
        Federation federation = stand.federation();
        federation.forgetPieces();
        SeededContent content = new SeededContent(nextSeed++, stand.bytes());
        stand.source().put("/file", content.size(), content::all);
        String namespace = Demo.newName("sources");
        List<Member> readers = Stream.concat(Stream.of(federation.globex()), federation.helpers().stream())
                .toList();
        String path =
                stand.acme().share(namespace, stand.source().address("/file").toString(), readers);
        stand.acme()
                .admin()
                .put("/api/v1/helpers/" + namespace, Map.of("helpers", helpers))
                .good();
        Patience.pause(FRESHNESS);
        for (Member helper : federation.helpers()) {
            JsonNode _ = helper.fetching().whole(path, LONGEST);
        }
        if (lying) {
            stand.liar().spoilPieces();
        }
        Patience.pause(ANNOUNCED);
        Fetching fetching = federation.globex().fetching();
        String _ = fetching.authorization().get();
        Move move = limited(stand, fetching, path);
        fetching.requireSame(path, content);
        return move;
    }

    private static Move limited(Stand stand, Fetching fetching, String path) throws IOException {
        JsonNode[] transfer = new JsonNode[1];
        stand.limited().forEach(member -> {
            member.door().limit(LIMIT);
            member.door().count();
        });
        try {
            Below.Took took = stand.federation().meter().measure(() -> transfer[0] = fetching.whole(path, LONGEST));
            List<Double> sent = stand.limited().stream()
                    .map(member -> Math.rint(member.door().sent() / MB))
                    .toList();
            return new Move(took, sent, transfer[0]);
        } finally {
            stand.limited().forEach(member -> member.door().limit(0));
        }
    }
}
