package dev.kontor.cli.listing;

import dev.kontor.cli.download.Digest;
import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.json.Json;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.MalformedException;
import java.util.Optional;

/// One line of a listing.
///
/// @param name without a slash
/// @param size bytes; of a folder, of everything in it
/// @param documents how many lie in it, for a folder
public record Item(
        String name,
        boolean folder,
        long size,
        long documents,
        Optional<Digest> digest,
        String mediaType,
        Optional<String> modifiedAt) {

    /// Checks the name, so that nothing later has to distrust it.
    static Item of(Json json) {
        String given = json.text("name").orElse("");
        boolean folder = given.endsWith("/");
        String name = folder ? given.substring(0, given.length() - 1) : given;
        try {
            if (EntryPath.parse(name).segments().size() != 1) {
                throw new MalformedException(0, "a name is one segment of a path");
            }
        } catch (MalformedException e) {
            throw new Failure(
                    Exit.INTEGRITY,
                    "The listing holds an impossible name: " + e.reason() + ".",
                    "Tell the administrator of the site.",
                    e);
        }
        return new Item(
                name,
                folder,
                json.number("size").orElse(0),
                json.number("entries").orElse(0),
                json.text("sha256").flatMap(Digest::parse),
                json.text("mediaType").orElse(""),
                json.text("modifiedAt"));
    }
}
