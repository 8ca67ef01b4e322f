package dev.kontor.bench.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.crash.Job.Done;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Part;
import dev.kontor.bench.demo.Patience;
import dev.kontor.bench.demo.Site;
import dev.kontor.bench.http.LanSource;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Kills each of the ten services with `kill -9` at a random moment of the main job. The job has to end all the
/// same; afterwards every transfer has one receipt, the same on both sides, and the snapshots are numbered without
/// a gap.
public final class Crash implements Scenario {
    private static final Duration LONGEST_JOB = Duration.ofSeconds(60);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Random random = new Random(11);

    /// One death.
    ///
    /// @param killedAfterSeconds how far the job was
    /// @param jobSeconds from the kill to the end of the job that was under way
    /// @param readySeconds from the kill until the service itself was ready again
    record Death(String victim, double killedAfterSeconds, double jobSeconds, double readySeconds) {}

    /// What was found.
    ///
    /// @param undisturbedSeconds how long the job takes when nobody dies
    /// @param findings what is not as it should be; nothing, it is hoped
    record Figures(double undisturbedSeconds, List<Death> deaths, int jobs, List<String> findings) {}

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Demo demo = bench.stage().demo(Form.CACHED);
        try (LanSource source = new LanSource()) {
            Job job = new Job(demo, source);
            List<Done> done = new ArrayList<>();
            double undisturbed = Double.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long began = System.nanoTime();
                done.add(job.perform());
                undisturbed = Math.min(undisturbed, since(began));
            }
            List<String> victims = demo.services().stream().map(Part::title).toList();
            List<Death> deaths = new ArrayList<>();
            List<String> findings = new ArrayList<>();
            for (int round = 0; round < bench.choose(3, 1); round++) {
                for (String victim : victims) {
                    bench.say().accept("crash: kill -9 " + victim);
                    deaths.add(death(demo, job, victim, undisturbed, done));
                }
            }
            deaths.stream()
                    .filter(death -> death.jobSeconds() > LONGEST_JOB.toSeconds())
                    .forEach(death -> findings.add(death + " took too long"));
            findings.addAll(check(demo, job, done));
            return result(new Figures(undisturbed, deaths, done.size(), findings));
        }
    }

    private Death death(Demo demo, Job job, String victim, double undisturbed, List<Done> done) {
        Part part = demo.part(victim).orElseThrow(() -> new BenchException("There is no " + victim + "."));
        demo.authorization();
        long began = System.nanoTime();
        CompletableFuture<Done> running = CompletableFuture.supplyAsync(job::perform);
        Patience.pause(Duration.ofMillis((long) (random.nextDouble() * undisturbed * 900)));
        ProcessHandle.of(part.pid())
                .orElseThrow(() -> new BenchException(victim + " does not run."))
                .destroyForcibly();
        long killed = System.nanoTime();
        CompletableFuture<Double> ready = CompletableFuture.supplyAsync(() -> again(demo, part, killed));
        done.add(joined(running));
        double jobSeconds = since(killed);
        return new Death(victim, (killed - began) / 1e9, jobSeconds, joined(ready));
    }

    private static double again(Demo demo, Part dead, long killed) {
        return Patience.until(
                dead.title() + " is ready again",
                LONGEST_START,
                PAUSE,
                () -> demo.part(dead.title())
                        .filter(now -> now.pid() > 0 && now.pid() != dead.pid() && demo.answersReady(now))
                        .map(now -> since(killed)));
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof BenchException obstacle) {
                throw obstacle;
            }
            throw failed;
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// What was lost or doubled.
    private static List<String> check(Demo demo, Job job, List<Done> done) throws IOException {
        List<String> findings = new ArrayList<>(sequences(done));
        List<String> here = ids(job.receipts(demo.globex()), "receiptId");
        List<String> there = ids(job.receipts(demo.acme()), "receiptId");
        if (!new HashSet<>(here).equals(new HashSet<>(there))) {
            findings.add("receipts differ: " + here.size() + " at globex, " + there.size() + " at acme");
        }
        for (Site site : List.of(demo.globex(), demo.acme())) {
            unique(job.receipts(site), "transferId", "receipts of one transfer at " + site.label(), findings);
            unique(job.receipts(site), "snapshotId", "receipts of one snapshot at " + site.label(), findings);
            unique(job.transfers(site), "snapshotId", "transfers of one snapshot at " + site.label(), findings);
        }
        List<String> wanted = done.stream().map(Done::receiptId).toList();
        wanted.stream().filter(id -> !here.contains(id)).forEach(id -> findings.add("receipt lost: " + id));
        return findings;
    }

    static List<String> sequences(List<Done> done) {
        List<String> findings = new ArrayList<>();
        for (int i = 1; i < done.size(); i++) {
            long before = done.get(i - 1).sequence();
            long now = done.get(i).sequence();
            if (now != before + 1) {
                findings.add("snapshot " + now + " follows snapshot " + before);
            }
        }
        return findings;
    }

    private static void unique(List<JsonNode> all, String field, String what, List<String> findings) {
        List<String> ids = ids(all, field);
        if (new HashSet<>(ids).size() != ids.size()) {
            findings.add("more than one of the " + what);
        }
    }

    private static List<String> ids(List<JsonNode> all, String field) {
        return all.stream().map(each -> each.path(field).asText()).toList();
    }

    private Result result(Figures figures) {
        Table table = new Table("kill -9", "killed after s", "job ended after s", "ready again after s");
        figures.deaths()
                .forEach(death -> table.row(
                        death.victim(), death.killedAfterSeconds(), death.jobSeconds(), death.readySeconds()));
        String findings = figures.findings().isEmpty()
                ? "nothing lost, nothing doubled in " + figures.jobs() + " jobs\n"
                : Stream.concat(Stream.of("NOT AS IT SHOULD BE:"), figures.findings().stream())
                                .reduce((a, b) -> a + "\n  " + b)
                                .orElseThrow()
                        + "\n";
        String text = String.format(
                        java.util.Locale.ROOT, "undisturbed, the job takes %.2f s%n", figures.undisturbedSeconds())
                + table
                + findings;
        return new Result(name(), figures, text, !figures.findings().isEmpty());
    }
}
