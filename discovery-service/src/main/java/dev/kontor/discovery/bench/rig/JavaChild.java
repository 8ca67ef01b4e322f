package dev.kontor.discovery.bench.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of this build in a process of its own, as `kontor` would start it. What it says it says as one JSON
/// object per line; it ends when we do, because its input then ends.
public final class JavaChild implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader from;
    private final PrintStream to;

    private JavaChild(Process process) {
        this.process = process;
        this.from = process.inputReader(StandardCharsets.UTF_8);
        this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /// The command that runs a main class of this build.
    ///
    /// @param heap the most that it may have, as `-Xmx` takes it
    public static List<String> command(Class<?> main, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx" + heap,
                "-Xss512k",
                "-Xlog:disable",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile="))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    public static JavaChild start(Class<?> main, String heap, List<String> arguments) throws IOException {
        return new JavaChild(new ProcessBuilder(command(main, heap, arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// The next line that it says.
    public JsonNode hear() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("process " + process.pid() + " ended before it had said everything");
        }
        return JSON.readTree(line);
    }

    /// Tells it something and hears its answer.
    public JsonNode ask(String line) throws IOException {
        to.println(line);
        return hear();
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
        process.onExit().join();
    }
}
