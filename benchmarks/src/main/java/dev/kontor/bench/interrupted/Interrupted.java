package dev.kontor.bench.interrupted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Fetching;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.federation.Federation;
import dev.kontor.bench.federation.Member;
import dev.kontor.bench.federation.Sites;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A transfer of one file during which a service is killed by `kill -9` or all connections are cut, when 1, 50 and
/// 99 % of it have passed the line. It has to finish by itself with the same bytes. What passes the line beyond
/// what an undisturbed transfer needs was sent again.
public final class Interrupted implements Scenario {
    private static final List<Integer> PERCENT = List.of(1, 50, 99);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final double CONNECTIONS = 2;
    private static final double MIB = 1 << 20;

    private final Sites sites;
    private long nextSeed = System.nanoTime();

    /// What happens.
    private enum Blow {
        CUT("the line is cut"),
        SENDER("kill -9 of the sender's transfer-service"),
        RECEIVER("kill -9 of the receiver's transfer-service"),
        SENDERS_GATEWAY("kill -9 of the sender's gateway-service"),
        RECEIVERS_GATEWAY("kill -9 of the receiver's gateway-service");

        private final String text;

        Blow(String text) {
            this.text = text;
        }

        private void strike(Federation federation) {
            switch (this) {
                case CUT -> federation.acme().door().cut();
                case SENDER -> kill(federation.acme(), "transfer-service");
                case RECEIVER -> kill(federation.globex(), "transfer-service");
                case SENDERS_GATEWAY -> kill(federation.acme(), "gateway-service");
                case RECEIVERS_GATEWAY -> kill(federation.globex(), "gateway-service");
            }
        }

        private static void kill(Member member, String role) {
            ProcessHandle.of(member.part(role).pid())
                    .orElseThrow(() -> new BenchException(role + " of " + member.label() + " does not run."))
                    .destroyForcibly();
        }
    }

    /// One transfer.
    ///
    /// @param seconds from its beginning to the signed receipt
    /// @param sent bytes that passed the line
    /// @param pieces content pieces of the snapshot
    private record Run(double seconds, long sent, int pieces) {}

    public Interrupted(Sites sites) {
        this.sites = sites;
    }

    @Override
    public String name() {
        return "interrupted";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Federation federation = sites.running(bench);
        long bytes = bench.choose(1024, 32) * (1L << 20);
        Sheet sheet = new Sheet(name(), !bench.quick());
        Table table = new Table("what happens", "at %", "seconds", "sent again MiB", "in pieces");
        try (LanSource source = new LanSource()) {
            move(federation, source, bytes, 0, () -> {});
            Run calm = move(federation, source, bytes, 0, () -> {});
            double piece = (double) bytes / calm.pieces();
            sheet.line(Line.of(name(), "Kontor, undisturbed", bytes, calm.seconds()));
            table.row("nothing", "", calm.seconds(), "", "");
            double most = 0;
            for (Blow blow : Blow.values()) {
                for (int percent : bench.quick() ? List.of(50) : PERCENT) {
                    bench.say().accept("interrupted: " + blow.text + " at " + percent + " %");
                    Run run = move(federation, source, bytes, percent, () -> blow.strike(federation));
                    double again = run.sent() - calm.sent();
                    most = Math.max(most, again / piece / CONNECTIONS);
                    table.row(blow.text, percent, run.seconds(), again / MIB, again / piece);
                    sheet.line(Line.of(name(), "Kontor", bytes, run.seconds())
                            .with("blow", blow.text)
                            .with("atPercent", percent)
                            .with("sentAgainMiB", again / MIB)
                            .with("sentAgainPieces", again / piece));
                }
            }
            sheet.note("Each one finished by itself with the same bytes.");
            sheet.atMost("sent again, of each of the two connections, worst of all", most, 1, "pieces");
        }
        return sheet.result(table);
    }

    private Run move(Federation federation, LanSource source, long bytes, int percent, Runnable blow)
            throws IOException {
        federation.forgetPieces();
        SeededContent content = new SeededContent(nextSeed++, bytes);
        source.put("/file", bytes, content::all);
        Member acme = federation.acme();
        String path = acme.share(
                Demo.newName("interrupted"), source.address("/file").toString(), List.of(federation.globex()));
        Patience.pause(FRESHNESS);
        Fetching fetching = federation.globex().fetching();
        String _ = fetching.authorization().get();
        AtomicLong struck = new AtomicLong();
        acme.door().count();
        if (percent > 0) {
            acme.door().at(bytes / 100 * percent, () -> {
                blow.run();
                struck.set(System.nanoTime());
            });
        }
        long began = System.nanoTime();
        JsonNode transfer = fetching.whole(path, LONGEST);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (percent > 0 && struck.get() == 0) {
            throw new BenchException("The transfer was over before anything could happen to it.");
        }
        Run run = new Run(seconds, acme.door().sent(), transfer.path("pieces").asInt());
        Patience.until("both sites answer again", LONGEST, Duration.ofMillis(100), () -> {
            fetching.requireSame(path, content);
            return java.util.Optional.of(acme.admin().get("/api/v1/site").good());
        });
        return run;
    }
}
