package dev.kontor.cli.fetch;

import dev.kontor.cli.address.Target;
import dev.kontor.cli.download.Archive;
import dev.kontor.cli.download.Bundle;
import dev.kontor.cli.download.Collection;
import dev.kontor.cli.download.ContentChanged;
import dev.kontor.cli.download.Digest;
import dev.kontor.cli.download.FileDownload;
import dev.kontor.cli.download.Folder;
import dev.kontor.cli.download.RemoteFile;
import dev.kontor.cli.download.Totals;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Unreachable;
import dev.kontor.cli.listing.Location;
import dev.kontor.cli.terminal.ProgressLine;
import dev.kontor.cli.terminal.Terminal;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.address.KontorAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One run of `get`: finds out whether the address is a document or many, and brings it to its destination.
///
/// When a newer snapshot arrives meanwhile it starts over with that one, a bounded number of times; files that did
/// not change are then found in place.
final class Fetching {

    private static final int MAX_SNAPSHOTS = 4;

    private final Gateway gateway;
    private final FileDownload download;
    private final ProgressLine progress;
    private final Terminal terminal;
    private final int jobs;

    Fetching(Gateway gateway, FileDownload download, ProgressLine progress, Terminal terminal, int jobs) {
        this.gateway = gateway;
        this.download = download;
        this.progress = progress;
        this.terminal = terminal;
        this.jobs = jobs;
    }

    Report fetch(Target.Content target, Destination destination) {
        var location = new Location(target.address());
        for (int snapshot = 0; snapshot < MAX_SNAPSHOTS; snapshot++) {
            try {
                return switch (Found.at(gateway, location, target.folder())) {
                    case Found.Document(RemoteFile file, Provenance from) ->
                        document(target.address(), file, from, destination);
                    case Found.Many many -> many(location, many, destination);
                };
            } catch (ContentChanged _) {
                progress.restart();
            }
        }
        throw new Failure(
                Exit.FAILED, location + " changed again and again while it was fetched.", "Try again in a moment.");
    }

    private Report document(KontorAddress address, RemoteFile file, Provenance from, Destination destination)
            throws ContentChanged {
        progress.expect(file.size().orElse(0), 1);
        return switch (destination) {
            case Destination.Unsaid _, Destination.StandardOutput _ -> toStandardOutput(address, file, from);
            case Destination.Archive(Path named) -> toFile(address, file, from, named);
            case Destination.Named(Path path)
            when Files.isDirectory(path) ->
                toFile(address, file, from, new Folder(path).place(Destination.nameOf(address)));
            case Destination.Named(Path path) -> toFile(address, file, from, path);
        };
    }

    private Report toFile(KontorAddress address, RemoteFile file, Provenance from, Path target) throws ContentChanged {
        var totals = new Totals().add(download.fetch(file, target));
        return report(address, target.toString(), from, totals);
    }

    /// Nothing that is not checked reaches a pipe, so the content waits in a temporary file until it is.
    private Report toStandardOutput(KontorAddress address, RemoteFile file, Provenance from) throws ContentChanged {
        try {
            Path folder = Files.createTempDirectory("kontor-");
            Path target = folder.resolve("content");
            try {
                var totals = new Totals().add(download.fetch(file, target));
                progress.erase();
                Files.copy(target, terminal.binary());
                terminal.binary().flush();
                return report(address, "-", from, totals);
            } finally {
                Scratch.delete(folder);
            }
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, "Cannot write the content out: " + e.getMessage() + ".", null, e);
        }
    }

    private Report many(Location location, Found.Many many, Destination destination) throws ContentChanged {
        List<RemoteFile> files = many.files();
        progress.expect(files.stream().mapToLong(file -> file.size().orElse(0)).sum(), files.size());
        return switch (destination) {
            case Destination.StandardOutput _ ->
                throw Failure.usage(location + " holds " + files.size()
                        + " files, too many for standard output. Name a folder or a .tar file with -o.");
            case Destination.Archive(Path file) -> toArchive(location, many, file);
            case Destination.Named(Path folder) -> toFolder(location, many, folder);
            case Destination.Unsaid(Path directory) ->
                toFolder(location, many, directory.resolve(Destination.nameOf(location.address())));
        };
    }

    private Report toFolder(Location location, Found.Many many, Path folder) throws ContentChanged {
        if (Files.isRegularFile(folder)) {
            throw Failure.usage(
                    location + " holds several files, but " + folder + " is a file. Name a folder with -o.");
        }
        var bundle = new Bundle(new Folder(folder), progress);
        if (Bundle.worthFor(many.files(), folder)) {
            unpack(location, many, bundle);
        }
        var totals =
                new Collection(download, jobs).fetch(bundle.left(many.files()), new Folder(folder), bundle.totals());
        return report(location.address(), folder.toString(), many.from(), totals);
    }

    /// A gateway that gives no archive now gives the files one by one.
    private void unpack(Location location, Found.Many many, Bundle bundle) throws ContentChanged {
        EntryPath folder = location.address().path();
        HttpResponse<InputStream> response = archive(location, many);
        if (response.statusCode() == 200) {
            bundle.unpack(response.body(), expected(many.files(), folder), prefix(folder));
        }
    }

    private Report toArchive(Location location, Found.Many many, Path file) throws ContentChanged {
        EntryPath folder = location.address().path();
        HttpResponse<InputStream> response = archive(location, many);
        try {
            if (response.statusCode() != 200) {
                throw Gateway.problem(response).toFailure(location.toString());
            }
            Totals totals = new Archive(file, progress).store(response.body(), expected(many.files(), folder));
            return report(location.address(), file.toString(), many.from(), totals);
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", gateway.base(), e);
        }
    }

    /// All files in one answer.
    private HttpResponse<InputStream> archive(Location location, Found.Many many) throws ContentChanged {
        try {
            HttpResponse<InputStream> response = gateway.fetch(
                    "GET", location.folder(location.address().path()), Map.of("Accept", "application/x-tar"));
            boolean refused = response.statusCode() != 200;
            if (refused
                    || Provenance.of(response.headers())
                            .snapshot()
                            .equals(many.from().snapshot())) {
                return response;
            }
            response.body().close();
            throw new ContentChanged(location.toString());
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", gateway.base(), e);
        }
    }

    private static String prefix(EntryPath folder) {
        return folder.root() ? "" : folder + "/";
    }

    /// In an archive the paths are those of the namespace, wherever it begins.
    private static Map<String, Digest> expected(List<RemoteFile> files, EntryPath folder) {
        String prefix = prefix(folder);
        return files.stream()
                .collect(Collectors.toMap(
                        file -> prefix + file.label(), file -> file.digest().orElseThrow()));
    }

    private Report report(KontorAddress address, String output, Provenance from, Totals totals) {
        return new Report(address.toString(), output, from, totals, progress.elapsed());
    }
}
