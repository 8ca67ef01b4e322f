package dev.kontor.connector.upload;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.collect.CollectedEntry;
import dev.kontor.connector.collect.Collector;
import dev.kontor.connector.fetch.SourceAnswer;
import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.wire.address.EntryPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The body of an upload, `application/kontor-entries`, made while it is read.
///
/// ```
/// stream = *entry u32(0)                  a stream without its end publishes nothing
/// entry  = u32(length) header *chunk u32(0)      header: JSON; an unchanged entry has no chunk
/// chunk  = u32(length) bytes              big-endian, at most 64 KiB here
/// ```
final class EntryFrames extends InputStream {
    private static final int CHUNK = 64 * 1024;
    private static final byte[] ZERO = new byte[Integer.BYTES];

    private final Collector.Entries entries;
    private final ObjectMapper json;
    private final Map<String, Validators> last;
    private final Map<String, Validators> collected = new TreeMap<>();
    private final byte[] chunk = new byte[Integer.BYTES + CHUNK];
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private @Nullable InputStream body;
    private boolean ended;
    private @Nullable SourceFault fault;

    /// A stream over entries that are collected as it is read.
    ///
    /// @param last validators of the last snapshot, kept for entries that did not change
    EntryFrames(Collector.Entries entries, ObjectMapper json, Map<String, Validators> last) {
        this.entries = entries;
        this.json = json;
        this.last = last;
    }

    /// What the next poll may ask conditionally; complete once the stream has been read to its end.
    Map<String, Validators> collected() {
        return collected;
    }

    /// Why the source broke the stream, if it did.
    @Nullable
    SourceFault fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        while (!ready.hasRemaining()) {
            if (ended) {
                return -1;
            }
            advance();
        }
        int count = Math.min(length, ready.remaining());
        ready.get(into, offset, count);
        return count;
    }

    private void advance() throws IOException {
        try {
            ready = body == null ? nextEntry() : nextChunk(body);
        } catch (SourceFault broken) {
            fault = broken;
            throw broken;
        }
    }

    private ByteBuffer nextEntry() throws IOException {
        CollectedEntry entry = entries.next();
        if (entry == null) {
            ended = true;
            return ByteBuffer.wrap(ZERO);
        }
        return switch (entry) {
            case CollectedEntry.Unchanged(EntryPath path) -> {
                collected.put(path.text(), last.getOrDefault(path.text(), Validators.NONE));
                ByteBuffer header = header(new EntryHeader(path.text(), null, null, null, true), Integer.BYTES);
                yield header.putInt(0).flip();
            }
            case CollectedEntry.Fresh(EntryPath path, SourceAnswer.Document document) -> {
                collected.put(path.text(), document.validators());
                body = document.body();
                yield header(headerOf(path, document), 0).flip();
            }
        };
    }

    private static EntryHeader headerOf(EntryPath path, SourceAnswer.Document document) {
        return new EntryHeader(
                path.text(),
                document.mediaType(),
                document.modifiedAt().orElse(null),
                document.size().orElse(-1),
                null);
    }

    private ByteBuffer header(EntryHeader header, int spare) throws IOException {
        byte[] text = json.writeValueAsBytes(header);
        return ByteBuffer.allocate(Integer.BYTES + text.length + spare)
                .putInt(text.length)
                .put(text);
    }

    private ByteBuffer nextChunk(InputStream from) throws IOException {
        int count = from.readNBytes(chunk, Integer.BYTES, CHUNK);
        if (count == 0) {
            from.close();
            body = null;
            return ByteBuffer.wrap(ZERO);
        }
        return ByteBuffer.wrap(chunk, 0, Integer.BYTES + count).putInt(0, count);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        if (body != null) {
            body.close();
        }
    }
}
