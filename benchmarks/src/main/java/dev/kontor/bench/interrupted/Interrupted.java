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
import dev.kontor.bench.line.Door;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A transfer of one file during which a service is killed by `kill -9` or all connections are cut, when 1, 50 and
/// 99 % of it have passed the line. It has to finish by itself with the same bytes. What passes the line beyond
/// what an undisturbed transfer needs was sent again.
public final class Interrupted implements Scenario {
    private static final List<Integer> PERCENT = List.of(1, 50, 99);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FRESHNESS = Duration.ofMillis(600);
    private static final double CONNECTIONS = 2;
    private static final int MOST_QUESTIONS = 20;
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
    /// @param askedAgain how often it failed and went on only when a reader asked again
    private record Run(double seconds, long sent, int pieces, int askedAgain) {}

    /// What is at work.
    private record Stand(Federation federation, LanSource source, long bytes) {}

    /// What happened, beside a transfer to which nothing happened.
    private record Case(Blow blow, int percent, Run calm, Run run) {}

    public Interrupted(Sites sites) {
        this.sites = sites;
    }

    @Override
    public String name() {
        return "interrupted";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Sheet sheet = new Sheet(name(), !bench.quick());
        Table table = new Table("what happens", "at %", "seconds", "sent again MiB", "in pieces", "asked again");
        try (LanSource source = new LanSource()) {
            Stand stand = new Stand(sites.running(bench), source, bench.choose(1024, 32) * (1L << 20));
            Run _ = move(stand, 0, Blow.CUT);
            Run calm = move(stand, 0, Blow.CUT);
            sheet.line(Line.of(name(), "Kontor, undisturbed", stand.bytes(), calm.seconds()));
            table.row("nothing", "", calm.seconds(), "", "", "");
            double most = 0;
            int questions = 0;
            int failed = 0;
            for (Blow blow : Blow.values()) {
                for (int percent : bench.quick() ? List.of(50) : PERCENT) {
                    bench.say().accept("interrupted: " + blow.text + " at " + percent + " %");
                    try {
                        Run run = move(stand, percent, blow);
                        most = Math.max(most, tell(sheet, table, stand, new Case(blow, percent, calm, run)));
                        questions += run.askedAgain();
                    } catch (BenchException failure) {
                        failed++;
                        sheet.note(blow.text + " at " + percent + " %: failed; " + failure.getMessage());
                    }
                }
            }
            sheet.atMost("transfers that did not finish, or not with the same bytes", failed, 0, "");
            sheet.atMost("transfers that failed and went on only when a reader asked again", questions, 0, "");
            sheet.atMost("sent again, of each of the two connections, worst of all", most / CONNECTIONS, 1, "pieces");
        }
        return sheet.result(table);
    }

    /// Enters one case, and returns how many pieces were sent again.
    private double tell(Sheet sheet, Table table, Stand stand, Case one) {
        Run run = one.run();
        double again = run.sent() - one.calm().sent();
        double pieces = again * one.calm().pieces() / stand.bytes();
        table.row(one.blow().text, one.percent(), run.seconds(), again / MIB, pieces, run.askedAgain());
        sheet.line(Line.of(name(), "Kontor", stand.bytes(), run.seconds())
                .with("blow", one.blow().text)
                .with("atPercent", one.percent())
                .with("sentAgainMiB", again / MIB)
                .with("sentAgainPieces", pieces)
                .with("askedAgain", run.askedAgain()));
        return pieces;
    }

    private Run move(Stand stand, int percent, Blow blow) throws IOException {
        Federation federation = stand.federation();
        federation.forgetPieces();
        SeededContent content = new SeededContent(nextSeed++, stand.bytes());
        stand.source().put("/file", stand.bytes(), content::all);
        Member acme = federation.acme();
        String document = stand.source().address("/file").toString();
        String path = acme.share(Demo.newName("interrupted"), document, List.of(federation.globex()));
        Patience.pause(FRESHNESS);
        Fetching fetching = federation.globex().fetching();
        String _ = fetching.authorization().get();
        AtomicBoolean struck = new AtomicBoolean(percent == 0);
        acme.door().count();
        if (percent > 0) {
            acme.door().at(stand.bytes() / 100 * percent, () -> {
                blow.strike(federation);
                struck.set(true);
            });
        }
        Run run = fetched(fetching, path, acme.door());
        if (!struck.get()) {
            throw new BenchException("The transfer was over before anything could happen to it.");
        }
        Patience.until("both sites answer again", LONGEST, Duration.ofMillis(100), () -> {
            fetching.requireSame(path, content);
            return Optional.of(acme.admin().get("/api/v1/site").good());
        });
        return run;
    }

    private static Run fetched(Fetching fetching, String path, Door door) {
        long began = System.nanoTime();
        int askedAgain = 0;
        JsonNode transfer = fetching.ended(fetching.begin(path), LONGEST);
        while (Fetching.failed(transfer) && askedAgain < MOST_QUESTIONS) {
            // As a reader would who was told that the partner cannot be reached.
            askedAgain++;
            transfer = fetching.ended(fetching.begin(path), LONGEST);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Run(seconds, door.sent(), transfer.path("pieces").asInt(), askedAgain);
    }
}
