package dev.kontor.transfer.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file system that a store lies on, and what of it the store leaves to others.
record Volume(Path root, FileStore files, StoreLimits limits) {
    static Volume of(Path root, StoreLimits limits) throws IOException {
        return new Volume(root, Files.getFileStore(root), limits);
    }

    long room() throws IOException {
        return Math.max(0, files.getUsableSpace() - limits.reserveBytes());
    }

    void requireRoom(long bytes) throws IOException {
        long room = room();
        if (bytes > room) {
            throw new StoreFullException("the disk of " + root + " is full: " + room
                    + " bytes left above the reserve of " + limits.reserveBytes());
        }
    }

    /// The failure, in words that say when the disk is full.
    IOException explained(IOException failure) {
        return StoreFullException.says(failure)
                ? new StoreFullException("the disk of " + root + " is full", failure)
                : failure;
    }
}
