package dev.kontor.testkit.fuzz;

import dev.kontor.testkit.fuzz.Workshop.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Jazzer against one target, in a process of its own: what it found worth keeping stays in the folder `corpus`, so the
/// next run goes on from there.
///
/// @param folder the target's own folder, for corpus, log and reproducers
record Run(Found found, Path folder, Duration time) {
    /// Our choice: far more than any decoder needs, and little enough that a leak shows.
    private static final String HEAP = "-Xmx256m";
    /// An input that takes longer is a hang.
    private static final Duration HANG = Duration.ofSeconds(10);

    private static final int PEAK_MEBIBYTES = 1_024;

    /// What came of it.
    record Result(int status, Log log, Path logFile) {
        boolean escaped() {
            return status != 0;
        }
    }

    Result perform() throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path logFile = folder.resolve("fuzz.log");
        Process process = new ProcessBuilder(command(corpus, seeds()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile.toFile())
                .start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return new Result(status, new Log(Files.readAllLines(logFile, StandardCharsets.ISO_8859_1)), logFile);
    }

    private Path seeds() throws IOException {
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        int number = 0;
        for (byte[] seed : found.target().seeds()) {
            Files.write(seeds.resolve(String.format(Locale.ROOT, "%04d", number++)), seed);
        }
        return seeds;
    }

    private List<String> command(Path corpus, Path seeds) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                HEAP,
                "-Xss1m",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + Attack.TARGET + "=" + found.target().name(),
                "-cp",
                found.classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Attack.class.getName(),
                "--instrumentation_includes=dev.kontor.**",
                "--custom_hook_includes=dev.kontor.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + time.toSeconds(),
                "-timeout=" + HANG.toSeconds(),
                "-rss_limit_mb=" + PEAK_MEBIBYTES,
                "-max_len=" + found.target().longest(),
                "-print_final_stats=1",
                corpus.toString(),
                seeds.toString()));
        Path regressions =
                FuzzTests.regressionFolder(found.module(), found.target().name());
        if (Files.isDirectory(regressions)) {
            command.add(regressions.toString());
        }
        return command;
    }
}
