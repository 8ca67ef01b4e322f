package dev.kontor.transfer.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Keeps a second process from using a store's folder, which would spoil what the first has staged: a lock on
/// `lock` in it, which goes with the process whatever ends it. Safe for use by any thread.
final class FolderLock {
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private FolderLock() {}

    /// Takes the folder for this process; harmless when it has it already.
    ///
    /// @throws IOException also when another process has it
    static void take(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).toRealPath().resolve("lock");
        synchronized (HELD) {
            FileChannel held = HELD.get(file);
            if (held != null && Files.exists(file)) {
                return;
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new IOException("another process uses the piece store in " + folder
                        + "; only one may (KONTOR_TRANSFER_DIRECTORY)");
            }
            HELD.put(file, channel);
        }
    }
}
