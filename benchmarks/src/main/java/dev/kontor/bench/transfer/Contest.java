package dev.kontor.bench.transfer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Folders;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.peer.NginxToCurl;
import dev.kontor.bench.peer.Peer;
import dev.kontor.bench.peer.Rclone;
import dev.kontor.bench.peer.Syncthing;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Table;
import dev.kontor.bench.scenario.Scenario;
import dev.kontor.bench.scenario.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The same files moved by everybody, from files to files. What a program does with its files before it can offer
/// them is not counted, save in the last line of Kontor's, which counts its publishing too.
public final class Contest implements Scenario {
    private static final List<Peer> PEERS = List.of(new NginxToCurl(), new Rclone(), new Syncthing());

    private final String name;
    private final Size real;
    private final Size little;

    /// How much there is to move.
    ///
    /// @param rounds of Kontor, whose JVM is slow at first; the first and the last are told
    private record Size(int count, int bytes, int rounds) {}

    private Contest(String name, Size real, Size little) {
        this.name = name;
        this.real = real;
        this.little = little;
    }

    /// One file of 1 GiB.
    public static Contest oneFile() {
        return new Contest("one-file", new Size(1, 1 << 30, 3), new Size(1, 1 << 26, 3));
    }

    /// 100,000 files of 10 KB.
    public static Contest manyFiles() {
        return new Contest("many-files", new Size(100_000, 10 * 1024, 2), new Size(1000, 10 * 1024, 2));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Result run(Workbench bench) throws IOException {
        Size size = bench.quick() ? little : real;
        Path folder = bench.stage().files(name);
        Folders.remove(folder);
        TestFiles files = new TestFiles(folder.resolve("files"), size.count(), size.bytes()).written();
        List<Line> lines = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        bench.stage().stop();
        for (Peer peer : PEERS) {
            bench.say().accept(name + ": " + peer.name());
            move(peer, files, folder, notes).ifPresent(lines::add);
        }
        bench.say().accept(name + ": Kontor");
        lines.addAll(kontor(bench.stage().demo(Form.CACHED), files, folder, size.rounds()));
        Folders.remove(folder);
        return result(files, lines, notes);
    }

    /// That one program is missing or fails must not keep the others from being measured.
    private Optional<Line> move(Peer peer, TestFiles files, Path folder, List<String> notes) throws IOException {
        Optional<String> missing = peer.missing();
        if (missing.isPresent()) {
            notes.add(peer.name() + ": not measured; " + missing.get());
            return Optional.empty();
        }
        Path into = folder.resolve("into");
        Folders.remove(into);
        java.nio.file.Files.createDirectories(into);
        try {
            Line line = Line.of(
                    name,
                    peer.name(),
                    files.bytes(),
                    peer.move(
                            files.folder(),
                            into,
                            folder.resolve("work-" + peer.getClass().getSimpleName())));
            files.requireIn(into, peer.name());
            return Optional.of(line);
        } catch (BenchException failure) {
            notes.add(peer.name() + ": failed; " + failure.getMessage());
            return Optional.empty();
        }
    }

    private List<Line> kontor(Demo demo, TestFiles files, Path folder, int rounds) throws IOException {
        Path into = folder.resolve("into");
        List<KontorMove.Moved> moved = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Folders.remove(into);
            moved.add(new KontorMove(demo, files).move(into, folder));
            files.requireIn(into, "Kontor");
        }
        return List.of(
                Line.of(name, "Kontor, first", files.bytes(), moved.getFirst().fetch()),
                Line.of(name, "Kontor, warm", files.bytes(), moved.getLast().fetch()),
                Line.of(
                        name,
                        "Kontor, warm, publishing too",
                        files.bytes(),
                        moved.getLast().both()));
    }

    private Result result(TestFiles files, List<Line> lines, List<String> notes) {
        Table table = new Table(files.count() + " × " + files.size() + " bytes", "MB/s", "CPU-s/GiB", "peak RSS MiB");
        lines.forEach(line -> table.row(line.peer(), line.mbPerSecond(), line.cpuSecondsPerGiB(), line.peakRssMiB()));
        StringBuilder text = new StringBuilder(table.toString());
        notes.forEach(note -> text.append(note).append('\n'));
        return new Result(name, lines, text.toString());
    }
}
