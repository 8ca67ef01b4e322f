package dev.kontor.bench.transfer;

import dev.kontor.bench.demo.BenchException;
import dev.kontor.bench.demo.Demo;
import dev.kontor.bench.demo.Folders;
import dev.kontor.bench.demo.Form;
import dev.kontor.bench.demo.Stage;
import dev.kontor.bench.meter.Below;
import dev.kontor.bench.peer.Edc;
import dev.kontor.bench.peer.NginxToCurl;
import dev.kontor.bench.peer.Peer;
import dev.kontor.bench.peer.Rclone;
import dev.kontor.bench.peer.Syncthing;
import dev.kontor.bench.report.Line;
import dev.kontor.bench.report.Result;
import dev.kontor.bench.report.Sheet;
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

    /// Ends of a line's name.
    static final String WARM = ", warm";

    static final String VERIFIED = ", to the verified file";
    static final String ENTRIES = "entriesPerSecond";

    private final String name;
    private final boolean manyFiles;
    private final Size real;
    private final Size little;

    /// How much there is to move.
    ///
    /// @param rounds of Kontor, whose JVM is slow at first; the first and the last are told
    private record Size(int count, int bytes, int rounds) {}

    private Contest(String name, Size real, Size little) {
        this.name = name;
        this.manyFiles = real.count() > 1;
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
        Sheet sheet = new Sheet(name, !bench.quick());
        bench.stage().stop();
        List<Peer> peers = new ArrayList<>(PEERS);
        if (!manyFiles) {
            peers.add(new Edc(bench.stage().root()));
        }
        for (Peer peer : peers) {
            bench.say().accept(name + ": " + peer.name());
            move(peer, files, folder, sheet).ifPresent(sheet::line);
        }
        bench.say().accept(name + ": Kontor");
        kontor(bench.stage(), Form.CACHED, files, folder, size.rounds()).forEach(sheet::line);
        if (bench.stage().hasNativeBinaries()) {
            kontor(bench.stage(), Form.NATIVE, files, folder, size.rounds()).forEach(sheet::line);
        } else {
            sheet.note("Kontor, native: not measured; no service was built as a native binary");
        }
        Folders.remove(folder);
        return result(sheet, files);
    }

    /// That one program is missing or fails must not keep the others from being measured.
    private Optional<Line> move(Peer peer, TestFiles files, Path folder, Sheet sheet) throws IOException {
        Optional<String> missing = peer.missing();
        if (missing.isPresent()) {
            sheet.note(peer.name() + ": not measured; " + missing.get());
            return Optional.empty();
        }
        Path into = folder.resolve("into");
        Folders.remove(into);
        java.nio.file.Files.createDirectories(into);
        try {
            Path work = folder.resolve("work-" + peer.getClass().getSimpleName());
            Below.Took took = peer.move(files.folder(), into, work);
            return Optional.of(counted(peer.name(), files, files.wholeIn(into), took, sheet));
        } catch (BenchException failure) {
            sheet.note(peer.name() + ": failed; " + failure.getMessage());
            return Optional.empty();
        }
    }

    /// What was brought within the time.
    private Line counted(String who, TestFiles files, int whole, Below.Took took, Sheet sheet) {
        if (whole < files.count()) {
            sheet.note(who + ": ended after " + Math.round(took.seconds()) + " s with " + whole + " of " + files.count()
                    + " files; these are what its line counts");
        }
        if (whole == 0) {
            throw new BenchException("It brought no file as it was.");
        }
        return line(who, new TestFiles(files.folder(), whole, files.size()), took)
                .with("files", whole);
    }

    private List<Line> kontor(Stage stage, Form form, TestFiles files, Path folder, int rounds) throws IOException {
        Demo demo = stage.demo(form);
        Path into = folder.resolve("into");
        List<KontorMove.Moved> moved = new ArrayList<>();
        KontorMove move = new KontorMove(demo, files);
        for (int round = 0; round < rounds; round++) {
            Folders.remove(into);
            stage.forgetPieces();
            moved.add(move.move(into, folder));
            files.requireIn(into, "Kontor");
        }
        String who = form.equals(Form.CACHED) ? "Kontor" : "Kontor, " + form.name();
        List<Line> lines = new ArrayList<>();
        lines.add(line(who + ", first", files, moved.getFirst().fetch()));
        lines.add(line(who + WARM, files, moved.getLast().fetch()));
        lines.add(line(who + ", warm, publishing too", files, moved.getLast().both()));
        if (files.count() == 1) {
            stage.forgetPieces();
            move.toVerifiedFile();
            stage.forgetPieces();
            lines.add(line(who + VERIFIED, files, move.toVerifiedFile()));
        }
        return lines;
    }

    private Line line(String who, TestFiles files, Below.Took took) {
        Line line = Line.of(name, who, files.bytes(), took);
        return manyFiles ? line.with(ENTRIES, files.count() / took.seconds()) : line;
    }

    private static Object entries(Line line) {
        return line.more().getOrDefault(ENTRIES, "");
    }

    private Result result(Sheet sheet, TestFiles files) {
        boolean many = files.count() > 1;
        Table table = new Table(
                files.count() + " × " + files.size() + " bytes",
                "MB/s",
                "CPU-s/GiB",
                "peak RSS MiB",
                many ? "entries/s" : "");
        sheet.lines()
                .forEach(line -> table.row(
                        line.peer(), line.mbPerSecond(), line.cpuSecondsPerGiB(), line.peakRssMiB(), entries(line)));
        new ContestBars(sheet).judge(many);
        return sheet.result(table);
    }
}
