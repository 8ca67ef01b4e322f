package dev.kontor.discovery.bench.cluster;

import dev.kontor.discovery.bench.cluster.Contestant.AbsentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Where other implementations are kept from one run to the next: in the user's cache folder, never in the repository.
record Cache(Path folder) {
    private static final String DRIVE = "drive.mjs";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String DEBIAN_PYTHON = "/usr/bin/python3";

    static Cache ofUser() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        return new Cache(Path.of(cache, "kontor", "dht-bench"));
    }

    /// Nodes of npm packages of exactly these versions, driven by one of our scripts.
    Contestant.Preparation npm(String script, String... packages) {
        return numbers -> {
            Path modules = folder.resolve("npm-" + script.replace(".mjs", ""));
            Path done = modules.resolve("installed-" + String.join("-", packages));
            Files.createDirectories(modules);
            if (!Files.exists(done)) {
                List<String> install = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
                install.addAll(List.of("--prefix", modules.toString()));
                install.addAll(List.of(packages));
                run(modules, install);
                Files.writeString(done, "");
            }
            unpack(DRIVE, modules);
            return command(List.of("node", unpack(script, modules).toString()), numbers);
        };
    }

    /// Nodes of a Python binding that Debian has: unpacked with the libraries that are missing, not installed, so
    /// nobody has to be root.
    Contestant.Preparation debian(String script, String name) {
        return numbers -> {
            Path root = folder.resolve("debian-" + name);
            Files.createDirectories(root);
            Path done = root.resolve("unpacked");
            if (!Files.exists(done)) {
                fetch(root, name);
                Files.writeString(done, "");
            }
            ProcessBuilder command =
                    command(List.of(DEBIAN_PYTHON, unpack(script, root).toString()), numbers);
            command.environment()
                    .put(
                            "PYTHONPATH",
                            root.resolve("usr/lib/python3/dist-packages").toString());
            command.environment().put("LD_LIBRARY_PATH", libraries(root));
            return command;
        };
    }

    private static void fetch(Path root, String name) throws AbsentException, IOException, InterruptedException {
        List<String> missing = run(root, List.of("apt-get", "-s", "install", name))
                .lines()
                .filter(line -> line.startsWith("Inst "))
                .map(line -> line.split(" ", 3)[1])
                .toList();
        if (!missing.isEmpty()) {
            List<String> download = new ArrayList<>(List.of("apt-get", "download"));
            download.addAll(missing);
            run(root, download);
        }
        List<Path> packages;
        try (Stream<Path> files = Files.list(root)) {
            packages = files.filter(file -> file.toString().endsWith(".deb")).toList();
        }
        for (Path each : packages) {
            run(root, List.of("dpkg-deb", "-x", each.toString(), root.toString()));
        }
    }

    private static String libraries(Path root) throws IOException {
        Path lib = root.resolve("usr/lib");
        if (!Files.isDirectory(lib)) {
            return "";
        }
        try (Stream<Path> folders = Files.list(lib)) {
            return folders.filter(folder -> folder.toString().endsWith("-linux-gnu"))
                    .map(Path::toString)
                    .findFirst()
                    .orElse("");
        }
    }

    private static ProcessBuilder command(List<String> program, List<String> numbers) {
        List<String> all = new ArrayList<>(program);
        all.addAll(numbers);
        return new ProcessBuilder(all);
    }

    private static Path unpack(String script, Path folder) throws IOException {
        try (InputStream from = Objects.requireNonNull(Cache.class.getResourceAsStream(script), script)) {
            Files.copy(from, folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        }
        return folder.resolve(script);
    }

    /// Runs a program to its end and gives what it said.
    private static String run(Path folder, List<String> command)
            throws AbsentException, IOException, InterruptedException {
        Path log = Files.createTempFile("kontor-dht-bench", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(log, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AbsentException(String.join(" ", command) + " failed: " + complaint(said));
            }
            return said;
        } catch (IOException notThere) {
            throw new AbsentException(notThere.toString());
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /// The first line that speaks of an error, else the last.
    private static String complaint(String text) {
        List<String> lines = text.strip().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("E:") || line.contains("error"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    }
}
