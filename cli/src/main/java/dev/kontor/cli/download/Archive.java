package dev.kontor.cli.download;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.terminal.ProgressLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Stores a tar archive under its name once every file in it is checked against the listing.
///
/// An archive is made for each request anew and has no digest of its own, so a broken line means to start over.
public final class Archive {

    private static final int BUFFER = 256 * 1024;

    private final Path target;
    private final ProgressLine progress;

    public Archive(Path target, ProgressLine progress) {
        this.target = target;
        this.progress = progress;
    }

    /// Reads the archive to its end and closes it.
    ///
    /// @throws IOException when the line breaks
    public Totals store(InputStream archive, Map<String, Digest> listed) throws IOException {
        Part part = Part.of(target, Optional.empty());
        try {
            Totals totals = copy(archive, part.file(), listed);
            part.complete();
            return totals;
        } catch (FileSystemException e) {
            throw new Failure(Exit.FAILED, "Cannot write " + target + ": " + e.getMessage() + ".", null, e);
        } finally {
            part.discard();
        }
    }

    private Totals copy(InputStream archive, Path file, Map<String, Digest> listed) throws IOException {
        try (archive;
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            return new VerifiedTar(archive, new Copy(out), listed, progress).copy();
        }
    }

    /// Keeps the archive as it is.
    private record Copy(OutputStream out) implements VerifiedTar.Sink {
        @Override
        public void frame(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
        }

        @Override
        public void begin(String name) {}

        @Override
        public void content(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
        }

        @Override
        public void end(Downloaded file) {}
    }
}
