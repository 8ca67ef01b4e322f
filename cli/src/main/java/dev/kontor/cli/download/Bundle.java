package dev.kontor.cli.download;

import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.terminal.ProgressLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings many small files with one request: their archive is unpacked while it arrives.
///
/// A request for each of them would cost the gateway far more than their bytes. Each file is checked and on disk before
/// it gets its name, as if it had been fetched alone; the disk is waited for once for some hundred files, while the
/// next ones arrive. When the archive breaks off, what came whole is kept, and the rest has to be fetched file by file.
public final class Bundle {
    private static final int MANY = 64;
    private static final long SMALL = 1 << 20;
    private static final int BATCH_FILES = 512;
    private static final long BATCH_BYTES = 32 << 20;

    private final Folder folder;
    private final ProgressLine progress;
    private final Totals totals = new Totals();
    private final Set<String> brought = new HashSet<>();

    /// A file that is whole and right, under its preliminary name.
    private record Whole(String label, Part part, Downloaded file) {}

    public Bundle(Folder folder, ProgressLine progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /// Whether the files are many and small, and none of them is here yet.
    public static boolean worthFor(List<RemoteFile> files, Path folder) {
        return files.size() >= MANY
                && files.stream()
                        .allMatch(
                                file -> file.digest().isPresent() && file.size().isPresent())
                && files.stream()
                                .map(RemoteFile::size)
                                .mapToLong(OptionalLong::getAsLong)
                                .sum()
                        <= SMALL * files.size()
                && empty(folder);
    }

    private static boolean empty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        } catch (IOException noFolder) {
            return false;
        }
    }

    /// Unpacks as much as comes.
    ///
    /// @param listed digest by name in the archive
    /// @param prefix what names in the archive have before the files' labels
    public void unpack(InputStream archive, Map<String, Digest> listed, String prefix) {
        Unpacked unpacked = new Unpacked(listed, prefix);
        try (archive) {
            Totals _ = new VerifiedTar(archive, unpacked, listed, progress).copy();
        } catch (IOException | Failure broken) {
            // The rest is asked for file by file, and tells by itself what stands in its way.
        } finally {
            unpacked.finish();
        }
    }

    /// Those that have not been brought.
    public List<RemoteFile> left(List<RemoteFile> files) {
        return files.stream().filter(file -> !brought.contains(file.label())).toList();
    }

    /// What has been brought.
    public Totals totals() {
        return totals;
    }

    /// Writes files and gives them their names in batches.
    private final class Unpacked implements VerifiedTar.Sink {
        private final Map<String, Digest> listed;
        private final String prefix;
        private final List<Whole> batch = new ArrayList<>();
        private CompletableFuture<Void> committing = CompletableFuture.completedFuture(null);
        private long batchBytes;
        private String label = "";
        private @Nullable Part part;
        private @Nullable FileChannel channel;

        Unpacked(Map<String, Digest> listed, String prefix) {
            this.listed = listed;
            this.prefix = prefix;
        }

        @Override
        public void frame(byte[] bytes, int length) {}

        @Override
        public void begin(String name) throws IOException {
            label = name.substring(prefix.length());
            Part fresh = Part.of(folder.place(label), Optional.ofNullable(listed.get(name)));
            part = fresh;
            channel = fresh.open(false);
        }

        @Override
        public void content(byte[] bytes, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            while (channel != null && rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        public void end(Downloaded file) throws IOException {
            if (channel != null && part != null) {
                channel.close();
                batch.add(new Whole(label, part, file));
                channel = null;
                part = null;
            }
            batchBytes += file.size();
            if (batch.size() >= BATCH_FILES || batchBytes >= BATCH_BYTES) {
                commit();
            }
        }

        /// The disk's work on one batch goes on while the next one arrives.
        private void commit() throws IOException {
            await();
            List<Whole> files = List.copyOf(batch);
            batch.clear();
            batchBytes = 0;
            committing = CompletableFuture.runAsync(
                    () -> complete(files), task -> Thread.ofVirtual().start(task));
        }

        private void complete(List<Whole> files) {
            try {
                for (Whole file : files) {
                    file.part().complete();
                    totals.add(file.file());
                    brought.add(file.label());
                }
            } catch (IOException failure) {
                throw new CompletionException(failure);
            }
        }

        private void await() throws IOException {
            try {
                committing.join();
            } catch (CompletionException failure) {
                throw failure.getCause() instanceof IOException cause ? cause : new IOException(failure);
            }
        }

        /// Keeps what is whole, and leaves nothing that is not.
        void finish() {
            try {
                if (channel != null) {
                    channel.close();
                }
                if (part != null) {
                    part.discard();
                }
                commit();
                await();
            } catch (IOException failure) {
                // What did not get its name is asked for again.
            }
        }
    }
}
