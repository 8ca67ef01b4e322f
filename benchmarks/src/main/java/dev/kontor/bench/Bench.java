package dev.kontor.bench;

import dev.kontor.bench.crash.Crash;
import dev.kontor.bench.crowd.Crowd;
import dev.kontor.bench.delay.Delay;
import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Stage;
import dev.kontor.bench.federation.Sites;
import dev.kontor.bench.firstbyte.FirstByte;
import dev.kontor.bench.interrupted.Interrupted;
import dev.kontor.bench.latency.Latency;
import dev.kontor.bench.memory.LargeFile;
import dev.kontor.bench.memory.Memory;
import dev.kontor.bench.meter.Machine;
import dev.kontor.bench.report.Report;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import dev.kontor.bench.sources.Sources;
import dev.kontor.bench.startup.StartUp;
import dev.kontor.bench.trace.Trace;
import dev.kontor.bench.transfer.Contest;
import dev.kontor.bench.versions.Versions;
import dev.kontor.bench.volume.Volume;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command.
@Command(
        name = "kontor bench",
        description = {
            "Measure Kontor against a demo that is started for it, and stop it afterwards.",
            "An idle machine gives figures that mean something; the load average is reported with them."
        },
        footer = {"", "docs/benchmarks.md says what each figure means."},
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "SUITE",
            defaultValue = "foundation",
            description = "foundation, transfer or versions (default: ${DEFAULT-VALUE}).")
    private Suite suite = Suite.foundation;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SCENARIO",
            description = "Only these scenarios of the suite, separated by commas.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Few and small, to see that it works; the figures mean little.")
    private boolean quick;

    @Option(
            names = "--size",
            paramLabel = "MIB",
            description = "Size of the file of versions, in MiB (default: 2048, or 128 with --quick).")
    private @Nullable Integer mebibytes;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to this file, too.")
    private @Nullable Path out;

    private String command = "";

    /// How to print.
    enum Format {
        text,
        json
    }

    /// What belongs together.
    enum Suite {
        /// What has to hold for the services together.
        foundation,
        /// Kontor beside other programs.
        transfer,
        /// What a changed snapshot costs.
        versions;

        List<Scenario> scenarios() {
            return switch (this) {
                case foundation -> List.of(new StartUp(), new Latency(), new Volume(), new Crash(), new Trace());
                case transfer -> transfer();
                case versions -> List.of(new Versions());
            };
        }

        /// Those with the demo first, then those with sites behind lines.
        private static List<Scenario> transfer() {
            Sites sites = new Sites(4);
            LargeFile large = new LargeFile();
            return List.of(
                    Contest.oneFile(),
                    new FirstByte(large),
                    new Crowd(),
                    new Memory(large),
                    Contest.manyFiles(),
                    new Interrupted(sites),
                    new Sources(sites),
                    new Delay(sites));
        }
    }

    public static void main(String[] arguments) {
        var bench = new Bench();
        bench.command = ("./kontor bench " + String.join(" ", arguments)).strip();
        System.exit(
                new CommandLine(bench).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try {
            Report report = measure();
            if (out != null) {
                Files.writeString(out, report.toJson());
            }
            System.out.print(format == Format.json ? report.toList() : report.toText());
            return report.results().stream().anyMatch(Result::failed) ? FAILED : 0;
        } catch (BenchException obstacle) {
            say(String.valueOf(obstacle.getMessage()));
            return FAILED;
        }
    }

    private Report measure() throws IOException {
        List<Scenario> chosen = chosen();
        Stage.inTheWay().ifPresent(obstacle -> {
            throw new BenchException(obstacle);
        });
        Path root = Path.of(Optional.ofNullable(System.getenv("KONTOR_ROOT")).orElse("."))
                .toAbsolutePath()
                .normalize();
        Path folder = Files.createDirectories(root.resolve("target/bench"));
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Double> load = Machine.load();
        List<Result> results = new ArrayList<>();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Stage stage = new Stage(root, folder, Bench::say)) {
            if (channel.tryLock() == null) {
                throw new BenchException("Another `kontor bench` is at work in " + folder + ".");
            }
            Workbench bench = new Workbench(stage, quick, Optional.ofNullable(mebibytes), Bench::say);
            for (Scenario scenario : chosen) {
                results.add(attempt(scenario, bench));
            }
        }
        return new Report(
                suite.name(),
                command,
                Revision.of(root),
                began.toString(),
                Machine.here(),
                load,
                Machine.load(),
                results);
    }

    /// What stands in the way of one scenario need not stand in the way of the next.
    private static Result attempt(Scenario scenario, Workbench bench) {
        try {
            return scenario.run(bench);
        } catch (BenchException | IOException obstacle) {
            say(scenario.name() + " failed: " + obstacle.getMessage());
            return Result.failure(scenario.name(), String.valueOf(obstacle.getMessage()));
        }
    }

    private List<Scenario> chosen() {
        List<Scenario> all = suite.scenarios();
        List<String> names = all.stream().map(Scenario::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new BenchException("There is no scenario '" + unknown + "' in the suite " + suite + "; it has "
                    + String.join(", ", names) + ".");
        });
        return all.stream()
                .filter(scenario -> only.isEmpty() || only.contains(scenario.name()))
                .toList();
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
