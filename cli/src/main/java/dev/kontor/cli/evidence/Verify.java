package dev.kontor.cli.evidence;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.terminal.Terminal;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.evidence.EvidenceCheck;
import dev.kontor.wire.evidence.EvidenceFile;
import dev.kontor.wire.evidence.EvidenceReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kontor verify`: what a file of evidence proves, without asking anybody.
@Command(
        name = "verify",
        description = {
            "Check a file of evidence offline and say what it proves and what not.",
            "Ends with 0 when it holds, with 6 when anything in it is wrong."
        })
public final class Verify implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "FILE", description = "The file, as kontor evidence export wrote it.")
    private Path file = Path.of("");

    public Verify(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        EvidenceReport report = EvidenceCheck.check(content());
        if (!report.holds()) {
            print("This file proves nothing. Wrong is:", report.wrong());
            return Exit.INTEGRITY.code();
        }
        print("Proved:", report.proved());
        print("Not proved:", report.open());
        return Exit.OK.code();
    }

    /// No more of it than a container may have.
    private Bytes content() {
        Path path = environment.directory().resolve(file);
        try (InputStream in = Files.newInputStream(path)) {
            return Bytes.of(in.readNBytes(EvidenceFile.MAX_SIZE + 1));
        } catch (NoSuchFileException e) {
            throw new Failure(Exit.NOT_FOUND, "There is no file " + path + ".", null, e);
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, path + " cannot be read: " + e.getMessage(), null, e);
        }
    }

    private void print(String title, List<String> sentences) {
        Terminal terminal = environment.terminal();
        terminal.print(title);
        sentences.forEach(sentence -> terminal.print("  - " + Terminal.clean(sentence)));
    }
}
