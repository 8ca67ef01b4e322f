package dev.kontor.wire.cbor;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Pulls deterministic CBOR (RFC 8949 section 4.2.1) out of bytes and refuses every other encoding of the same value:
/// longer integers than needed, indefinite lengths, floats, unsorted or repeated keys, invalid UTF-8.
///
/// Nothing is allocated before the input is known to hold it: each length is bounded by what remains and by the
/// caller's maximum. Throws nothing but [MalformedException]. Not safe for use by several threads.
public final class CborReader {
    /// Deepest nesting that [#readItem] follows.
    public static final int MAX_DEPTH = 16;

    static final long MAX_EPOCH_SECOND = 253_402_300_799L;

    private final Bytes input;
    private int offset;

    public CborReader(Bytes input) {
        this.input = input;
    }

    /// Decodes the whole input with `read`. What a record's constructor refuses is malformed, too.
    public static <T> T decode(Bytes input, Function<CborReader, T> read) {
        CborReader reader = new CborReader(input);
        try {
            T value = read.apply(reader);
            reader.expectEnd();
            return value;
        } catch (IllegalArgumentException refused) {
            MalformedException malformed = reader.malformed(String.valueOf(refused.getMessage()));
            malformed.initCause(refused);
            throw malformed;
        }
    }

    public int offset() {
        return offset;
    }

    public boolean atEnd() {
        return offset == input.size();
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw malformed("bytes after the end");
        }
    }

    public CborType peekType() {
        int initial = peek();
        return switch (initial >>> 5) {
            case 0 -> CborType.UINT;
            case 1 -> CborType.NEGATIVE;
            case 2 -> CborType.BYTES;
            case 3 -> CborType.TEXT;
            case 4 -> CborType.ARRAY;
            case 5 -> CborType.MAP;
            case 6 -> CborType.TAG;
            default -> simple(initial);
        };
    }

    /// A non-negative integer up to `Long.MAX_VALUE`.
    public long readUint() {
        return head(0, "an unsigned integer");
    }

    /// A non-negative integer up to `max`.
    public long readUint(long max) {
        int start = offset;
        long value = readUint();
        if (value > max) {
            throw new MalformedException(start, "more than " + max + ": " + value);
        }
        return value;
    }

    /// The version of a record, which must be this one.
    public void readVersion(long known) {
        int start = offset;
        long version = readUint();
        if (version != known) {
            throw new MalformedException(start, "version " + version + " is not known here");
        }
    }

    public long readInt() {
        return peekType() == CborType.NEGATIVE ? ~head(1, "an integer") : readUint();
    }

    /// A time in seconds since 1970, up to the year 9999.
    public Instant readInstant() {
        return Instant.ofEpochSecond(readUint(MAX_EPOCH_SECOND));
    }

    public Bytes readBytes(int max) {
        return take(length(2, "a byte string", max));
    }

    /// A byte string of exactly this length.
    public Bytes readBytesExactly(int length) {
        int start = offset;
        Bytes bytes = readBytes(length);
        if (bytes.size() != length) {
            throw new MalformedException(start, "not " + length + " bytes but " + bytes.size());
        }
        return bytes;
    }

    /// Text of at most `maxUtf8` bytes in UTF-8.
    public String readText(int maxUtf8) {
        int length = length(3, "text", maxUtf8);
        int start = offset;
        ByteBuffer utf8 = take(length).toBuffer();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(utf8)
                    .toString();
        } catch (CharacterCodingException invalid) {
            MalformedException malformed = new MalformedException(start + utf8.position(), "not UTF-8");
            malformed.initCause(invalid);
            throw malformed;
        }
    }

    public boolean readBool() {
        if (peekType() != CborType.BOOL) {
            throw malformed("expected a boolean");
        }
        return (input.at(offset++) & 1) == 1;
    }

    public void readNull() {
        if (peekType() != CborType.NULL) {
            throw malformed("expected null");
        }
        offset++;
    }

    public void readTag(long expected) {
        int start = offset;
        if (head(6, "a tag") != expected) {
            throw new MalformedException(start, "expected tag " + expected);
        }
    }

    /// The number of items that follow.
    public int readArray(int max) {
        return length(4, "an array", max);
    }

    /// An array of exactly this many items.
    public void expectArray(int count) {
        int start = offset;
        if (readArray(count) != count) {
            throw new MalformedException(start, "expected an array of " + count);
        }
    }

    /// The number of key and value pairs that follow. The caller checks the keys' order, or uses [#key].
    public int readMap(int max) {
        return length(5, "a map", max);
    }

    /// A map of exactly this many pairs.
    public void expectMap(int count) {
        int start = offset;
        if (readMap(count) != count) {
            throw new MalformedException(start, "expected a map of " + count);
        }
    }

    /// The next key of a map of ours, which must be this one.
    public CborReader key(long expected) {
        int start = offset;
        if (readUint() != expected) {
            throw new MalformedException(start, "expected key " + expected);
        }
        return this;
    }

    /// An array of at most `max` items, each read by `read`.
    public <T> List<T> readList(int max, Function<CborReader, T> read) {
        int count = readArray(max);
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(read.apply(this));
        }
        return List.copyOf(list);
    }

    /// Any one well-formed deterministic item, as it is encoded.
    public Bytes readItem() {
        int start = offset;
        new ItemWalk(this).item(1);
        return since(start);
    }

    /// What was read from `start` up to here.
    Bytes since(int start) {
        return input.slice(start, offset - start);
    }

    void readAnyTag() {
        head(6, "a tag");
    }

    public MalformedException malformed(String reason) {
        return new MalformedException(offset, reason);
    }

    private CborType simple(int initial) {
        return switch (initial) {
            case 0xf4, 0xf5 -> CborType.BOOL;
            case 0xf6 -> CborType.NULL;
            default -> throw malformed("floats, simple values and breaks are not used");
        };
    }

    private int length(int major, String what, int max) {
        int start = offset;
        long length = head(major, what);
        int available = (input.size() - offset) / (major == 5 ? 2 : 1);
        if (length > available) {
            throw new MalformedException(start, what + " longer than the input");
        }
        if (length > max) {
            throw new MalformedException(start, what + " longer than " + max);
        }
        return (int) length;
    }

    private long head(int major, String what) {
        int start = offset;
        int initial = peek();
        if (initial >>> 5 != major) {
            throw malformed("expected " + what);
        }
        offset++;
        int detail = initial & 31;
        if (detail < 24) {
            return detail;
        }
        if (detail > 27) {
            throw new MalformedException(start, "indefinite or reserved length");
        }
        return argument(start, detail - 24);
    }

    private long argument(int start, int width) {
        int count = 1 << width;
        if (input.size() - offset < count) {
            throw new MalformedException(input.size(), "ends too early");
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (input.at(offset++) & 0xff);
        }
        if (value < 0) {
            throw new MalformedException(start, "more than 2^63-1");
        }
        long leastForWidth = width == 0 ? 24 : 1L << (4 << width);
        if (value < leastForWidth) {
            throw new MalformedException(start, "not the shortest form");
        }
        return value;
    }

    private Bytes take(int length) {
        Bytes taken = input.slice(offset, length);
        offset += length;
        return taken;
    }

    private int peek() {
        if (atEnd()) {
            throw malformed("ends too early");
        }
        return input.at(offset) & 0xff;
    }
}
