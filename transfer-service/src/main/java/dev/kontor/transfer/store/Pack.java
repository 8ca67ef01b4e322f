package dev.kontor.transfer.store;

import dev.kontor.wire.content.PieceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// A file of pieces that still grows. Pieces are appended by one writer at a time and made durable by any. Safe for use
/// by any thread.
///
/// Whatever was appended before a durable piece is durable, too: one flush of the file serves all that wait for it.
final class Pack {
    private final int number;
    private final FileChannel channel;
    private final List<PackEntry> committed = new ArrayList<>();
    private final Object flushing = new Object();
    private long end = PackFormat.FILE_HEADER;
    private long appended;
    private long durable;
    private int pending;
    private boolean retired;
    private boolean broken;

    Pack(int number, FileChannel channel) {
        this.number = number;
        this.channel = channel;
    }

    int number() {
        return number;
    }

    synchronized boolean hasRoom(int length) {
        return !retired
                && ((pending == 0 && committed.isEmpty())
                        || end + PackFormat.RECORD_HEADER + length <= PackFormat.FULL);
    }

    /// Appends a piece, and answers at which offset its ciphertext begins. When that fails the pack takes no more.
    synchronized int append(PieceId id, ByteBuffer ciphertext) throws IOException {
        int length = ciphertext.remaining();
        long at = end;
        try {
            channel.position(at);
            ByteBuffer[] parts = {PackFormat.recordHeader(id, length), ciphertext};
            while (ciphertext.hasRemaining()) {
                channel.write(parts);
            }
        } catch (IOException failure) {
            retired = true;
            throw failure;
        }
        end = at + PackFormat.RECORD_HEADER + length;
        appended++;
        pending++;
        return Math.toIntExact(at + PackFormat.RECORD_HEADER);
    }

    /// Makes everything that was appended so far survive power loss. What failed once is never tried again: the
    /// kernel may have dropped what it could not write.
    void flush() throws IOException {
        long needed = appended();
        synchronized (flushing) {
            if (broken) {
                throw new IOException("an earlier flush of pack " + number + " failed");
            }
            if (durable >= needed) {
                return;
            }
            long upTo = appended();
            try {
                channel.force(false);
                durable = upTo;
            } catch (IOException failure) {
                broken = true;
                retire();
                throw failure;
            }
        }
    }

    private synchronized long appended() {
        return appended;
    }

    /// A piece is in the index now.
    synchronized void commit(PackEntry entry) {
        pending--;
        committed.add(entry);
    }

    /// A piece will not be committed. The last one is cut off, so that it does not come back with the next start.
    synchronized void discard(int offset, int length) throws IOException {
        pending--;
        if (offset + (long) length == end && !retired) {
            end = offset - (long) PackFormat.RECORD_HEADER;
            channel.truncate(end);
        }
    }

    /// Takes no more pieces from now on.
    synchronized void retire() {
        retired = true;
    }

    /// Whether nothing more can come of it.
    synchronized boolean done() {
        return retired && pending == 0;
    }

    synchronized List<PackEntry> committed() {
        return List.copyOf(committed);
    }

    void close() throws IOException {
        channel.close();
    }
}
