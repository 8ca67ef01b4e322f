package dev.kontor.transfer.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.kontor.wire.bytes.MalformedException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads `application/kontor-entries`: the upload of one poll.
///
/// | bytes | what |
/// |---|---|
/// | u32 | length of the header, big endian; 0 ends the stream and must be there |
/// | … | [EntryHeader] as JSON |
/// | u32 | length of a chunk; 0 ends the entry (also of an `unchanged` one, which has no other chunk) |
/// | … | the chunk's bytes; then the next chunk's length |
///
/// Owned by one thread; blocks while the client is slow.
final class EntryStream {
    // Our choice.
    static final int MAX_HEADER = 16 * 1024;
    static final int MAX_CHUNK = 16 * 1024 * 1024;

    private final DataInputStream in;
    private final ObjectReader json;
    private int leftInChunk;
    private boolean inEntry;

    EntryStream(InputStream in, ObjectReader json) {
        this.in = new DataInputStream(in);
        this.json = json;
    }

    /// The next entry's header; empty at the end of the stream. What is left of the entry before is skipped.
    ///
    /// @throws MalformedException when the stream is not what it should be, or ends before its end mark
    Optional<EntryHeader> next() throws IOException {
        while (inEntry) {
            skipChunk();
        }
        int length = length(MAX_HEADER, "header");
        if (length == 0) {
            return Optional.empty();
        }
        byte[] header = new byte[length];
        readFully(header);
        inEntry = true;
        try {
            return Optional.of(json.readValue(header, EntryHeader.class));
        } catch (JsonProcessingException malformed) {
            throw new MalformedException(0, "entry header: " + malformed.getOriginalMessage());
        }
    }

    /// Fills `target` from `offset` up to `limit`, as far as the entry goes; -1 when the entry is at its end.
    int read(byte[] target, int offset, int limit) throws IOException {
        int at = offset;
        while (at < limit && (leftInChunk > 0 || beginChunk())) {
            int read = in.read(target, at, Math.min(leftInChunk, limit - at));
            if (read < 0) {
                throw truncated();
            }
            at += read;
            leftInChunk -= read;
        }
        return at == offset && !inEntry ? -1 : at - offset;
    }

    private boolean beginChunk() throws IOException {
        if (inEntry) {
            leftInChunk = length(MAX_CHUNK, "chunk");
            inEntry = leftInChunk > 0;
        }
        return inEntry;
    }

    private void skipChunk() throws IOException {
        while (leftInChunk > 0) {
            long skipped = in.skip(leftInChunk);
            if (skipped <= 0) {
                throw truncated();
            }
            leftInChunk -= (int) skipped;
        }
        beginChunk();
    }

    private int length(int max, String what) throws IOException {
        try {
            int length = in.readInt();
            if (length < 0 || length > max) {
                throw new MalformedException(0, what + " longer than " + max);
            }
            return length;
        } catch (EOFException early) {
            throw truncated();
        }
    }

    private void readFully(byte[] target) throws IOException {
        try {
            in.readFully(target);
        } catch (EOFException early) {
            throw truncated();
        }
    }

    private static MalformedException truncated() {
        return new MalformedException(0, "the upload ends before its end mark");
    }
}
