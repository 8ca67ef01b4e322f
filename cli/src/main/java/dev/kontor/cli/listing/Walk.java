package dev.kontor.cli.listing;

import dev.kontor.cli.download.ContentChanged;
import dev.kontor.cli.download.RemoteFile;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.wire.address.EntryPath;
import java.net.http.HttpHeaders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Collects every document below a folder, all of one snapshot.
public final class Walk {

    /// Our choice: what a listing may lead to; a gateway that claims more is not believed.
    private static final int MAX_DOCUMENTS = 5_000_000;

    private final Gateway gateway;
    private final Location location;
    private final List<RemoteFile> files = new ArrayList<>();
    private final Deque<EntryPath> folders = new ArrayDeque<>();
    private Optional<HttpHeaders> headers = Optional.empty();
    private String snapshot = "";

    private Walk(Gateway gateway, Location location) {
        this.gateway = gateway;
        this.location = location;
    }

    /// Everything that was found, and the header fields that say where it comes from.
    public record Found(List<RemoteFile> files, HttpHeaders headers) {
        public Found {
            files = List.copyOf(files);
        }
    }

    /// Walks through everything below the location.
    ///
    /// @throws ContentChanged when a newer snapshot arrived meanwhile
    public static Found below(Gateway gateway, Location location) throws ContentChanged {
        var walk = new Walk(gateway, location);
        walk.folders.add(location.address().path());
        while (!walk.folders.isEmpty()) {
            walk.visit(walk.folders.remove());
        }
        return new Found(walk.files, walk.headers.orElseThrow());
    }

    private void visit(EntryPath folder) throws ContentChanged {
        Optional<Listing> portion = Optional.of(Listing.first(gateway, location, folder));
        while (portion.isPresent()) {
            Listing listing = portion.get();
            if (headers.isEmpty()) {
                headers = Optional.of(listing.headers());
                snapshot = listing.snapshot();
            }
            if (!listing.snapshot().equals(snapshot)) {
                throw new ContentChanged(location.toString());
            }
            listing.items().forEach(item -> take(folder, item));
            portion = listing.next(gateway, location, folder);
        }
    }

    private void take(EntryPath folder, Item item) {
        EntryPath path = EntryPath.parse(folder.root() ? item.name() : folder + "/" + item.name());
        if (item.folder()) {
            folders.add(path);
            return;
        }
        if (files.size() == MAX_DOCUMENTS) {
            throw new Failure(
                    Exit.FAILED,
                    location + " lists more than " + MAX_DOCUMENTS + " documents.",
                    "Fetch a folder of it.");
        }
        files.add(new RemoteFile(location.document(path), below(path), OptionalLong.of(item.size()), item.digest()));
    }

    /// The path without that of the folder which was asked for.
    private String below(EntryPath path) {
        EntryPath folder = location.address().path();
        return folder.root() ? path.text() : path.text().substring(folder.text().length() + 1);
    }
}
