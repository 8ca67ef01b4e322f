package dev.kontor.cli.download;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.wire.address.EntryPath;
import dev.kontor.wire.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A local folder that takes files at paths which someone else chose.
///
/// No such path leads out of the folder: its segments are checked, and a symbolic link on the way is refused, since it
/// may point anywhere. The folder itself may be a link; the user named it.
public record Folder(Path root) {

    /// Where the file belongs; the folders above it exist afterwards.
    public Path place(String path) {
        try {
            EntryPath entry = EntryPath.parse(path);
            Path at = root;
            Files.createDirectories(at);
            for (String segment : entry.segments()) {
                if (!at.equals(root)) {
                    enter(at);
                }
                at = at.resolve(segment);
            }
            if (at.equals(root) || Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(path, "a folder is in its place");
            }
            return at;
        } catch (MalformedException e) {
            throw refused(path, e.reason());
        } catch (InvalidPathException e) {
            throw refused(path, "this system cannot store a file of that name");
        } catch (IOException e) {
            throw new Failure(
                    Exit.FAILED,
                    "Cannot create a folder for " + path + " below " + root + ": " + e.getMessage() + ".",
                    "Choose another place with -o.",
                    e);
        }
    }

    private void enter(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw refused(root.relativize(folder).toString(), "a symbolic link stands on the way");
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException there) {
            // Another download may have made it just now; a file in its place is refused.
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw there;
            }
        }
    }

    private Failure refused(String path, String why) {
        return new Failure(
                Exit.FAILED,
                "Will not write '" + path + "' below " + root + ": " + why + ".",
                "Choose an empty folder with -o.");
    }
}
