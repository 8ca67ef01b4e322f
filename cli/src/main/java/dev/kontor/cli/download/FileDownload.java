package dev.kontor.cli.download;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.terminal.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Downloads one file so that its name exists only once its content is complete and checked.
///
/// The bytes go to a [Part] beside the target. A line that breaks is taken up again with `Range` and `If-Range`, in
/// this run or a later one; a part that turns out wrong is thrown away and fetched once more from the start. A
/// target that already has the announced content is left alone. Several threads may use one instance for different
/// targets.
public final class FileDownload {

    private final Gateway gateway;
    private final ProgressLine progress;
    private final Patience patience;

    public FileDownload(Gateway gateway, ProgressLine progress, Patience patience) {
        this.gateway = gateway;
        this.progress = progress;
        this.patience = patience;
    }

    /// Fetches the file.
    ///
    /// @throws ContentChanged when the gateway has other content by now than `remote` says
    /// @throws Failure for everything that trying again does not mend
    public Downloaded fetch(RemoteFile remote, Path target) throws ContentChanged {
        try {
            if (isPresent(remote, target)) {
                long size = Files.size(target);
                progress.add(size);
                return new Downloaded(size, 0, remote.digest(), true);
            }
            return new Session(gateway, progress, patience, remote, Part.of(target, remote.digest())).run();
        } catch (IOException e) {
            throw new Failure(
                    Exit.FAILED,
                    "Cannot write " + target + ": "
                            + Optional.ofNullable(e.getMessage()).orElse("disk error") + ".",
                    "Free some space or choose another place with -o; the same command then goes on where it stopped.",
                    e);
        }
    }

    private static boolean isPresent(RemoteFile remote, Path target) throws IOException {
        return remote.digest().isPresent()
                && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && (remote.size().isEmpty()
                        || Files.size(target) == remote.size().getAsLong())
                && Digest.ofFile(target).equals(remote.digest().get());
    }
}
